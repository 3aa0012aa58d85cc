/** Who can see a template. */
export type TemplateChannel = 'private' | 'community' | 'official';

/** Ports of one protocol; v1 alone knows `udp`. */
export interface PortGroup {
  readonly type: 'http' | 'tcp' | 'udp';
  readonly ports: readonly number[];
}

/** What the owner of a template decides, in both API generations. */
export interface TemplateContent {
  readonly name: string;
  readonly type: 'instance' | 'serverless';
  readonly channel: TemplateChannel;
  readonly image: string;
  /** Registry login, empty for none. */
  readonly registryAuthId: string;
  readonly command: string;
  readonly entrypoint: string;
  readonly rootfsGb: number;
  readonly ports: readonly PortGroup[];
  readonly envs: readonly { readonly key: string; readonly value: string }[];
  /** Empty for any. */
  readonly minCudaVersion: string;
  readonly readme: string;
  readonly about: TemplateAbout;
}

/** What only v2 sends, in its `metadata`. */
export interface TemplateAbout {
  readonly logo: string;
  readonly description: string;
  readonly author: string;
  readonly tags: readonly string[];
}

/** A template. Times are virtual milliseconds since 1970. */
export interface Template {
  readonly id: string;
  readonly ownerId: string;
  readonly createdAt: number;
  updatedAt: number;
  content: TemplateContent;
}

/** Of a template that nobody has described. */
export const NOTHING_ABOUT: TemplateAbout = { logo: '', description: '', author: '', tags: [] };
