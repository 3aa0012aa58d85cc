import { ACCOUNT_ID } from './account.js';
import { defaultTemplates } from './default-templates.js';
import { Refusal } from './refusal.js';
import type { RegistryAuths } from './registry-auths.js';
import type { StoreParts } from './store-parts.js';
import type { Template, TemplateContent } from './template.js';

export interface TemplateFilter {
  /** Part of the name, in any case. */
  readonly name: string | undefined;
  readonly type: string | undefined;
  /** Empty for all. */
  readonly channels: readonly string[];
  /** Only what the account has given to the community. */
  readonly isMyCommunity: boolean;
  /** Empty for all. */
  readonly ownerIds: readonly string[];
}

/** Ids are decimal; those of new templates begin here, above the built-in ones. */
const FIRST_ID = 300_001;

/** The templates of the account, and those that everybody sees. */
export class Templates {
  readonly #now: () => number;
  readonly #registryAuths: RegistryAuths;
  readonly #all: Map<string, Template>;
  #nextId = FIRST_ID;

  constructor({ now }: Pick<StoreParts, 'now'>, registryAuths: RegistryAuths) {
    this.#now = now;
    this.#registryAuths = registryAuths;
    this.#all = new Map(defaultTemplates().map((template) => [template.id, template]));
  }

  /** Oldest first. */
  list(filter: TemplateFilter): Template[] {
    return [...this.#all.values()].filter((template) => matches(template, filter));
  }

  /** @throws Refusal `TEMPLATE_NOT_FOUND`. */
  get(id: string): Template {
    const template = this.#all.get(id);
    if (template === undefined) throw new Refusal('not_found', 'TEMPLATE_NOT_FOUND', 'template not found');
    return template;
  }

  /** @throws Refusal when its registry login is not there. */
  create(content: TemplateContent): Template {
    const id = String(this.#nextId);
    this.#useAuth(id, content);
    this.#nextId += 1;
    const now = this.#now();
    const template = { id, ownerId: ACCOUNT_ID, createdAt: now, updatedAt: now, content };
    this.#all.set(id, template);
    return template;
  }

  /** Replaces all of it. @throws Refusal when it is not there, not the account's, or its registry login is not there. */
  replace(id: string, content: TemplateContent): Template {
    const template = this.#own(id);
    this.#useAuth(id, content);
    template.content = content;
    template.updatedAt = this.#now();
    return template;
  }

  /** @throws Refusal when it is not there or not the account's. */
  delete(id: string): void {
    this.#own(id);
    this.#registryAuths.release(id);
    this.#all.delete(id);
  }

  #own(id: string): Template {
    const template = this.get(id);
    if (template.ownerId !== ACCOUNT_ID) {
      throw new Refusal('forbidden', 'FORBIDDEN', 'the template belongs to another account');
    }
    return template;
  }

  #useAuth(templateId: string, { registryAuthId }: TemplateContent): void {
    if (registryAuthId !== '') this.#registryAuths.get(registryAuthId);
    this.#registryAuths.release(templateId);
    if (registryAuthId !== '') this.#registryAuths.use(registryAuthId, templateId);
  }
}

function matches({ ownerId, content }: Template, filter: TemplateFilter): boolean {
  const { name = '', type, channels, isMyCommunity, ownerIds } = filter;
  if (isMyCommunity && (ownerId !== ACCOUNT_ID || content.channel !== 'community')) return false;
  return (
    content.name.toLowerCase().includes(name.toLowerCase()) &&
    (type === undefined || content.type === type) &&
    (channels.length === 0 || channels.includes(content.channel)) &&
    (ownerIds.length === 0 || ownerIds.includes(ownerId))
  );
}
