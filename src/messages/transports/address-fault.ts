/**
 * Whether a refusal at RCPT says that the address is no good. Others are ours or the server's (relaying denied, a block list, a
 * syntax we sent), and must never make a person unreachable: what follows from that may be an erasure.
 */
export function addressFault(code: number, response: string): boolean {
  if (code < 500 || code > 599 || code === 530 || code === 535) return false
  const enhanced = /^\d{3}[ -](\d)\.(\d{1,3})\.(\d{1,3})\b/.exec(response)
  if (enhanced === null) return code === 550 || code === 551 || code === 553 || code === 556
  const [, , subject, detail] = enhanced
  // RFC 3463: X.1.x is about the address, except that of the sender; X.2.1 a mailbox that is closed; X.4.x, X.5.x, X.7.x are not about it.
  if (subject === '1') return detail !== '7' && detail !== '8'
  return subject === '2' && detail === '1'
}
