import type { FC } from 'hono/jsx'

/** The words of a status as a visitor sees them: `being-checked` stands for a lost `kept` until it is confirmed. */
export type PublicStatus = 'kept' | 'at-risk' | 'deviation' | 'no-occasion' | 'not-yet-shown' | 'being-checked'

/** Shape and word carry the meaning; colour only helps. */
export const Mark: FC<{ status: PublicStatus; label: string; scope?: string | undefined }> = ({ status, label, scope }) => (
  <span class={`mark ${status}`}>
    <Sign status={status} />
    <span>
      {label}
      {scope === undefined ? null : <small> · {scope}</small>}
    </span>
  </span>
)

const Sign: FC<{ status: PublicStatus }> = ({ status }) => (
  <svg viewBox="0 0 20 20" fill="none" stroke="currentColor" stroke-width="2" aria-hidden="true">
    {status === 'kept' && <path d="M4 10.5l4 4 8-9" stroke-width="2.3" />}
    {(status === 'at-risk' || status === 'being-checked') && <path d="M10 2.5L18.2 17H1.8zM10 8v4.2M10 14.6v.3" />}
    {status === 'deviation' && <path d="M5 5l10 10M15 5L5 15" stroke-width="2.3" />}
    {status === 'no-occasion' && <path d="M4 10h12" />}
    {status === 'not-yet-shown' && <circle cx="10" cy="10" r="7" stroke-dasharray="3 2.4" />}
  </svg>
)
