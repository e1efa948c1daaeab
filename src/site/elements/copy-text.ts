/** Copies a text, on pages too that come over plain HTTP from another machine: browsers keep `navigator.clipboard` from those. */
export async function copyText(text: string): Promise<void> {
  if (window.isSecureContext) return navigator.clipboard.writeText(text)
  const copy = (event: ClipboardEvent) => {
    event.preventDefault()
    // Before xterm, which would put its selection there.
    event.stopImmediatePropagation()
    event.clipboardData?.setData('text/plain', text)
  }
  document.addEventListener('copy', copy, { capture: true, once: true })
  document.execCommand('copy')
  document.removeEventListener('copy', copy, { capture: true })
}
