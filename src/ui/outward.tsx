import type { FC } from 'hono/jsx'

/** A link that leads to somebody else's site: marked by a sign for those who see, by words for those who listen, and by its address on paper. */
export const Outward: FC<{ href: string; text: string; says: string }> = ({ href, text, says }) => (
  <a class="out" href={href} rel="external noreferrer">
    {text}
    <svg viewBox="0 0 12 12" fill="none" stroke="currentColor" stroke-width="1.4" aria-hidden="true">
      <path d="M4.5 2H2v8h8V7.5M6.8 1.8h3.4v3.4M10 2L5.4 6.6" />
    </svg>
    <span class="unseen"> ({says})</span>
  </a>
)
