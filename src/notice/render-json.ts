import { narrowed } from './concerns.ts'
import type { Block, NoticeDocument } from './document.ts'
import type { ItemState } from './items.ts'
import type { Marks } from './marks.ts'

/** The notice as data: the same sections, with the status of every promise that shows one; with `as` only what is for those relations. */
export function noticeJson(notice: NoticeDocument, marks: Marks | null, as: readonly string[] = [], items: readonly ItemState[] = []): object {
  return {
    lang: notice.lang,
    title: notice.title,
    introduction: notice.introduction,
    organisation: notice.organisation,
    contact: notice.contact,
    authority: notice.authority,
    effective: notice.effective,
    version: notice.version,
    rights: notice.rights,
    relations: notice.relations ?? [],
    as,
    ...(items.length === 0 ? {} : { items }),
    sections: notice.sections.flatMap((section) => {
      const blocks = narrowed(section.blocks, as)
      return blocks.length === 0 ? [] : [{ name: section.name, title: section.title, blocks: blocks.map((block) => blockJson(block, marks)) }]
    }),
  }
}

function blockJson(block: Block, marks: Marks | null): object {
  if (block.kind !== 'promises') return block
  return {
    kind: block.kind,
    promises: block.promises.map((promise) => {
      const mark = marks?.of.get(promise.id)
      return { ...promise, status: mark?.status ?? null, ...(mark === undefined ? {} : { label: mark.label, scope: mark.scope, proof: Object.fromEntries(mark.proof) }) }
    }),
  }
}
