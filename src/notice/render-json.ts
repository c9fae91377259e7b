import type { NoticeDocument } from './document.ts'
import type { Marks } from './marks.ts'

/** The notice as data: the same sections, with the status of every promise that shows one. */
export function noticeJson(notice: NoticeDocument, marks: Marks | null): object {
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
    sections: notice.sections.map((section) => ({
      name: section.name,
      title: section.title,
      blocks: section.blocks.map((block) =>
        block.kind !== 'promises'
          ? block
          : {
              kind: block.kind,
              promises: block.promises.map((promise) => {
                const mark = marks?.of.get(promise.id)
                return { ...promise, status: mark?.status ?? null, ...(mark === undefined ? {} : { label: mark.label, scope: mark.scope, proof: Object.fromEntries(mark.proof) }) }
              }),
            },
      ),
    })),
  }
}
