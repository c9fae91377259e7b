import type { Policy, Purpose, When } from '../model/index.ts'

/** A purpose as it stands on one of its grounds: the people and data that the ground is for, and what goes with it. */
export interface OnGround extends Purpose { readonly groundWhen: When | null }

const known = new WeakMap<Policy, readonly OnGround[]>()

/** Every purpose of our own, once for each ground; one without a ground once. What is done for others rests on theirs. */
export function eachGround(policy: Policy): readonly OnGround[] {
  let all = known.get(policy)
  if (all === undefined) {
    all = [...policy.purposes.values()].filter((purpose) => purpose.role === 'controller').flatMap((purpose): readonly OnGround[] => (purpose.grounds.length === 0
      ? [{ ...purpose, groundWhen: null }]
      : purpose.grounds.map(({ ground, party, law, balancing, consent, when }) => ({
          ...purpose, ground, party, law, balancing, consent, groundWhen: when, people: within(purpose.people, when?.people), data: within(purpose.data, when?.data),
        }))))
    known.set(policy, all)
  }
  return all
}

function within(all: readonly string[], only: readonly string[] = []): readonly string[] {
  return only.length === 0 ? all : all.filter((one) => only.includes(one))
}
