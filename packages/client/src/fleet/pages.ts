/** The items of all pages, each page asked for when the one before has been read. */
export async function* allPages<T>(
  load: (cursor: {
    readonly cursor?: string;
  }) => Promise<{ readonly data: readonly T[]; readonly nextCursor: string | null }>,
): AsyncGenerator<T> {
  let page = await load({});
  yield* page.data;
  while (page.nextCursor !== null) {
    page = await load({ cursor: page.nextCursor });
    yield* page.data;
  }
}
