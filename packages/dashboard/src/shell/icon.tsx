const PATHS = {
  fleet: 'M4 5h16v5H4zM4 14h16v5H4zM8 7.500h.01M8 16.500h.01',
  create: 'M12 5v14M5 12h14',
  webhooks: 'M7 7a5 5 0 0 1 9 3l-3 5.500M17 17a4 4 0 1 1-3.5 2M9 10.5 6.5 15a4 4 0 1 0 3.5 6h7',
  costs: 'M5 20V10M12 20V4M19 20v-7',
  system: 'M3 12h4l3 7 4-14 3 7h4',
  sun: 'M12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8ZM12 2v2M12 20v2M2 12h2M20 12h2M5 5l1.5 1.500M17.5 17.5 19 19M19 5l-1.5 1.500M6.5 17.5 5 19',
  moon: 'M20 14.500A8.5 8.5 0 0 1 9.5 4a8.5 8.5 0 1 0 10.5 10.500Z',
  leave: 'M10 4H5v16h5M15 8l4 4-4 4M9 12h10',
  search: 'M11 4a7 7 0 1 0 0 14 7 7 0 0 0 0-14ZM16 16l5 5',
} as const;

export type IconName = keyof typeof PATHS;

/** A small drawing beside a word; it says nothing that the word does not. */
export function Icon({ name }: { readonly name: IconName }) {
  return (
    <svg className="icon" viewBox="0 0 24 24" aria-hidden="true">
      <path d={PATHS[name]} />
    </svg>
  );
}
