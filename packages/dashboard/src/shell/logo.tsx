/** The mark and the name of the product. */
export function Logo() {
  return (
    <span className="logo">
      <svg viewBox="0 0 32 32" aria-hidden="true">
        <rect width="32" height="32" rx="8" className="logo-back" />
        <path d="M7 10.5 12.5 16 7 21.500M14 10.500l5.5 5.500L14 21.5" className="logo-front" />
        <circle cx="24.5" cy="16" r="2" className="logo-dot" />
      </svg>
      <span className="logo-name">
        Novita <b>Fleet</b>
      </span>
    </span>
  );
}
