/** What a kind of store can do, as pure data: checks and promises judge a policy against it before anything is connected. */
export interface ConnectorKind {
  readonly name: string
  /** Settings beside the keys that every system has. `secret` ones are taken from the environment only. */
  readonly settings: Readonly<Record<string, { readonly needed: boolean; readonly secret: boolean; readonly about: string; readonly example: string }>>
  readonly can: { readonly observe: boolean; readonly erase: boolean; readonly clear: boolean; readonly restrict: boolean; readonly verify: boolean }
}
