import type { FC } from 'hono/jsx'
import { say, sayDay } from '../policy/text/index.ts'
import { BarePage, Page, textOf } from '../ui/index.ts'
import type { Leaf } from './document.ts'
import { capital } from './phrase.ts'
import type { Frame } from './render-html.tsx'
import { Blocks } from './render-blocks.tsx'

/** A part of the notice as a page of the site, such as the cookies. */
export function renderLeaf(leaf: Leaf, frame: Frame): string {
  return textOf(
    <Page
      lang={leaf.lang}
      title={leaf.title}
      organisation={leaf.organisation}
      home={frame.home}
      beside={<a href={frame.home}>{say('notice.kind')[leaf.lang]}</a>}
      links={frame.links}
      skip={say('notice.skip')[leaf.lang]}
      navigation={say('notice.navigation')[leaf.lang]}
      sheet={frame.sheet}
      clock={frame.clock}
      foot={[capital(say('notice.effective', { day: sayDay(leaf.effective, leaf.lang) })[leaf.lang])]}
    >
      <Body leaf={leaf} full={null} />
    </Page>,
  )
}

/** To be set in a frame where data is collected, or to stand alone. `full` is where the whole notice is. */
export function renderBareLeaf(leaf: Leaf, full: string | null, sheet: { readonly href: string } | 'inline'): string {
  return textOf(
    <BarePage lang={leaf.lang} title={leaf.title} organisation={leaf.organisation} sheet={sheet}>
      <Body leaf={leaf} full={full} />
    </BarePage>,
  )
}

const Body: FC<{ leaf: Leaf; full: string | null }> = ({ leaf, full }) => (
  <div class="leaf">
    <h1>{leaf.title}</h1>
    <Blocks blocks={leaf.blocks} view={{ lang: leaf.lang, marks: null, as: [], cookies: null, heading: 'h2' }} />
    {full === null ? null : (
      <p>
        <a href={full}>{say('layers.more')[leaf.lang]}</a>
      </p>
    )}
  </div>
)
