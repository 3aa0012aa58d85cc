/** Holds the place of what is being loaded, so that nothing moves when it comes. @param lines - how many, of `height`. */
export function Skeleton({ lines = 1, height = '1.25rem' }: { readonly lines?: number; readonly height?: string }) {
  return (
    <div className="skeleton-lines" aria-hidden="true">
      {Array.from({ length: lines }, (_, index) => (
        <span key={index} className="skeleton" style={{ height }} />
      ))}
    </div>
  );
}
