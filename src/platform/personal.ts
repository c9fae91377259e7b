const label = '[personal]'

/**
 * A value about a person. It prints as `[personal]` wherever a value is turned into text without thinking (a template,
 * JSON, console.log, an error's message); `reveal()` is the one way to the value, and easy to search for in a review.
 */
export class Personal<T> {
  readonly #value: T

  constructor(value: T) {
    this.#value = value
  }

  reveal(): T {
    return this.#value
  }

  toString(): string {
    return label
  }

  toJSON(): string {
    return label
  }

  [Symbol.toPrimitive](): string {
    return label
  }

  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return label
  }
}

export const personal = <T>(value: T): Personal<T> => new Personal(value)
