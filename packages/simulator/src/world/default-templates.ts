import { PLATFORM_ACCOUNT_ID } from './account.js';
import { NOTHING_ABOUT, type Template, type TemplateContent } from './template.js';

const COMMUNITY_MEMBER_ID = '1d7c6a20-94be-4f0e-8c55-0b2f6f5f9e11';

type Given = Pick<TemplateContent, 'name' | 'image' | 'ports' | 'rootfsGb' | 'readme'> & Partial<TemplateContent>;

/** What the cloud has before the account makes a template of its own; fresh objects, since templates change. */
export function defaultTemplates(): Template[] {
  return [
    template('107672', Date.UTC(2025, 0, 1), {
      name: 'PyTorch 2.4.0',
      readme: '# PyTorch\nJupyter on port 8888.',
      image: 'pytorch/pytorch:2.4.0-cuda12.4-cudnn9-devel',
      rootfsGb: 60,
      ports: [
        { type: 'http', ports: [8888] },
        { type: 'tcp', ports: [22] },
      ],
      minCudaVersion: '12.4',
    }),
    template('107703', Date.UTC(2025, 0, 2), {
      name: 'vLLM OpenAI server',
      readme: '# vLLM\nThe API on port 8000.',
      image: 'vllm/vllm-openai:v0.6.3',
      command: '--model meta-llama/Llama-3.1-8B-Instruct',
      rootfsGb: 100,
      ports: [{ type: 'http', ports: [8000] }],
      envs: [{ key: 'HF_HUB_ENABLE_HF_TRANSFER', value: '1' }],
      minCudaVersion: '12.1',
    }),
    template('214480', Date.UTC(2025, 0, 8), {
      name: 'ComfyUI',
      readme: '# ComfyUI\nThe page on port 8188.',
      channel: 'community',
      image: 'yanwk/comfyui-boot:cu124-slim',
      rootfsGb: 80,
      ports: [{ type: 'http', ports: [8188] }],
    }),
  ];
}

function template(id: string, createdAt: number, given: Given): Template {
  const content: TemplateContent = {
    type: 'instance',
    channel: 'official',
    registryAuthId: '',
    command: '',
    entrypoint: '',
    envs: [],
    minCudaVersion: '',
    about: NOTHING_ABOUT,
    ...given,
  };
  const ownerId = content.channel === 'official' ? PLATFORM_ACCOUNT_ID : COMMUNITY_MEMBER_ID;
  return { id, ownerId, createdAt, updatedAt: createdAt, content };
}
