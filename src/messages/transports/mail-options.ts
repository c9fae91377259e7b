import type { Mail } from '../mail.ts'

/** Plain text and nothing that reports back. The headers ask other machines not to answer (RFC 3834). */
export function mailOptions(mail: Mail, from: string) {
  return {
    from,
    to: { name: '', address: mail.to.reveal() },
    subject: mail.subject,
    text: mail.text.reveal(),
    messageId: mail.messageId,
    headers: { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All', 'Content-Language': mail.lang },
  }
}
