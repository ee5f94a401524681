// What the write cell's tools ask of the browser: where somebody clicked in the text, and texts to take away.

// The passage and the place in it where the mark stands; with no passage, the place in the text that is being typed.
export function markIn(cell) {
  const scope = document.querySelector(`[data-cell="${cell}"]`);
  const selection = document.getSelection();
  const range = selection?.rangeCount ? selection.getRangeAt(0) : null;
  const node = range?.startContainer;
  const passage = (node?.nodeType === Node.TEXT_NODE ? node.parentElement : node)?.closest?.('.passage');
  if (passage && scope?.contains(passage)) {
    const before = document.createRange();
    before.selectNodeContents(passage);
    before.setEnd(range.startContainer, range.startOffset);
    return { branch: passage.dataset.branch, at: before.toString().length };
  }
  const writer = scope?.querySelector('[data-writer]');
  const at = writer?.selectionStart ?? 0;
  return writer && at > 0 && at < writer.value.length ? { branch: null, at } : null;
}

export async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    // Pages that did not come over https or from this machine have no clipboard: there the old way is tried.
    const field = document.createElement('textarea');
    field.value = text;
    field.style.position = 'fixed';
    field.style.opacity = '0';
    document.body.append(field);
    field.select();
    const copied = document.execCommand('copy');
    field.remove();
    return copied;
  }
}

export function save(name, type, text) {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([text], { type }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
}
