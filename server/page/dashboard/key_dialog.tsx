import type { JSX } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import { giveKey, keyRequest } from "./api_key.ts";
import { useStore } from "./create_store.ts";

/** Asks for the API key where the server wants one. */
export function KeyDialog(): JSX.Element {
  const request = useStore(keyRequest, (value) => value);
  const dialog = useRef<HTMLDialogElement>(null);
  const field = useRef<HTMLInputElement>(null);
  useLayoutEffect(() => {
    if (request === "none") dialog.current?.close();
    else if (!dialog.current?.open) dialog.current?.showModal();
    if (field.current !== null) field.current.value = "";
  }, [request]);
  const send = (event: Event) => {
    event.preventDefault();
    const key = field.current?.value.trim() ?? "";
    if (key !== "") giveKey(key);
  };
  return (
    <dialog
      ref={dialog}
      class="key-dialog"
      aria-labelledby="key-title"
      onCancel={(event) => event.preventDefault()}
    >
      <form onSubmit={send}>
        <h2 id="key-title">This server asks for an API key</h2>
        <label for="api-key">API key</label>
        <input
          id="api-key"
          ref={field}
          type="password"
          autocomplete="off"
          pattern="[!-~]+"
          required
        />
        {request === "refused" && <p class="refused" role="alert">This key was refused.</p>}
        <p class="quiet">It is kept until this window is closed, and sent to this server alone.</p>
        <button type="submit" class="button">Open</button>
      </form>
    </dialog>
  );
}
