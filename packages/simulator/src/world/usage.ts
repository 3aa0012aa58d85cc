/** Who uses which objects; an object in use cannot be deleted. Users are named by their ids. */
export class Usage {
  readonly #users = new Map<string, Set<string>>();

  use(objectId: string, userId: string): void {
    const users = this.#users.get(objectId) ?? new Set<string>();
    this.#users.set(objectId, users.add(userId));
  }

  /** The user lets go of everything. */
  release(userId: string): void {
    for (const [objectId, users] of this.#users) {
      users.delete(userId);
      if (users.size === 0) this.#users.delete(objectId);
    }
  }

  isUsed(objectId: string): boolean {
    return this.#users.has(objectId);
  }
}
