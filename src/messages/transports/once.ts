/** Made when it is first needed: the library behind a mail is large, and a process that serves pages may never send one. */
export function once<T>(make: () => Promise<T>): { get(): Promise<T>; made(): Promise<T | null> } {
  let made: Promise<T> | undefined
  return { get: () => (made ??= make()), made: async () => (made === undefined ? null : made.catch(() => null)) }
}
