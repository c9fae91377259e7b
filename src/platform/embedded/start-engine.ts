export interface EngineOptions {
  /** The directory of the data; made if it is not there. */
  readonly directory: string
  /** false loses the last commits at a crash of the machine: for tests only. */
  readonly fsync?: boolean
}

export interface Engine {
  /** The address of a database of the cluster; without a name, our own (`lofte`). */
  url(database?: string): string
  readonly directory: string
  readonly pid: number
  stop(): Promise<void>
}

export declare function startEngine(options: EngineOptions): Promise<Engine>
