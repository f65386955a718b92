/**
 * An attachment: the dialog is modal for as long as it is on the page, and hands the focus back
 * to where it was. The browser does so on `close` only, not for a dialog that is taken away.
 */
export function modal(dialog: HTMLDialogElement): () => void {
  const before = document.activeElement;
  dialog.showModal();
  return () => {
    if (before instanceof HTMLElement) before.focus({ preventScroll: true });
  };
}
