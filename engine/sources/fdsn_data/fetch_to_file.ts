import { ConfigurationError, InputError, resolveOptions } from "../../domain/mod.ts";
import { onDisk, removeIfThere } from "../fdsn_disk.ts";
import { FETCH_SETTINGS, type FetchOptions } from "../fdsn_fetch_options.ts";
import { describeFdsnUrl } from "../fdsn_query.ts";
import type { BodySink } from "../fdsn_request_once.ts";
import { createFdsnRequester } from "../fdsn_requester.ts";
import type { DataCentre } from "./data_centres.ts";

/** How an answer is fetched into a file. */
export interface FetchDataOptions extends FetchOptions {
  /** The file to write. */
  readonly path: string;
  /** Whether a file that is there may be written over. */
  readonly replace?: boolean;
}

/** What a fetch into a file did. */
export interface DataFetchReport {
  /** Name of the data centre. */
  readonly service: string;
  /** Address of the request, without secrets. */
  readonly url: string;
  /** HTTP requests sent. */
  readonly requests: number;
  /** Those among them that repeated a failed one. */
  readonly repetitions: number;
  /** Bytes of the file. */
  readonly bytes: number;
}

/**
 * Fetches an answer into a file, piece by piece beside it, and puts it in place whole or not at all;
 * `whyIncomplete` looks at what has come, and names a reason to ask anew; it may throw.
 *
 * Throws InputError where the service has no data or finds the request too large, ConfigurationError for
 * settings that make no sense or a file that is there, and EnvironmentError for network, permission, disk.
 */
export async function fetchDataToFile(
  { url, centre, accept, what }: { url: URL; centre: DataCentre; accept: string; what: string },
  { whyIncomplete, ...options }: FetchDataOptions & {
    whyIncomplete: (path: string, bytes: number) => Promise<string | undefined>;
  },
): Promise<DataFetchReport> {
  const settings = resolveOptions(FETCH_SETTINGS, options.settings ?? {});
  const beside = `${options.path}.writing`;
  if (!options.replace) await refuseExisting(options.path);
  await using file = await openBeside(beside);
  const requester = createFdsnRequester(settings, options, { accept, sink: file });
  const source = describeFdsnUrl(url);
  try {
    await requester.get(url, async ({ status, text }) => {
      if (status === 204) {
        throw new InputError(`Cannot fetch ${what}: ${centre.name} has none for this request`, {
          source,
        });
      }
      if (status !== 200) {
        throw new InputError(`Cannot fetch ${what}: ${centre.name} finds the request too large`, {
          source,
          value: text.replace(/\s+/g, " ").trim(),
          expected: "a shorter span of time or fewer channels",
        });
      }
      return file.bytes === 0 ? "the answer was empty" : await whyIncomplete(beside, file.bytes);
    });
    await file.place(options.path);
  } finally {
    requester.close();
  }
  return { service: centre.name, url: source, ...requester.tally, bytes: file.bytes };
}

async function refuseExisting(path: string): Promise<void> {
  const isThere = await onDisk(path, async () => {
    try {
      return await Deno.stat(path) !== undefined;
    } catch (error) {
      if (error instanceof Deno.errors.NotFound) return false;
      throw error;
    }
  });
  if (!isThere) return;
  throw new ConfigurationError(
    `Cannot fetch to ${path}: the file is there. Replace it or name another.`,
    "path",
  );
}

/** A file that is written beside its place; gone unless it was put there. */
async function openBeside(path: string): Promise<
  BodySink & AsyncDisposable & {
    readonly bytes: number;
    place(path: string): Promise<void>;
  }
> {
  const file = await onDisk(
    path,
    () => Deno.open(path, { write: true, create: true, truncate: true }),
  );
  let bytes = 0;
  let isOpen = true;
  const close = () => {
    if (isOpen) file.close();
    isOpen = false;
  };
  return {
    get bytes() {
      return bytes;
    },
    begin: () =>
      onDisk(path, async () => {
        await file.truncate(0);
        await file.seek(0, Deno.SeekMode.Start);
        bytes = 0;
      }),
    write: (chunk) =>
      onDisk(path, async () => {
        for (let done = 0; done < chunk.length;) done += await file.write(chunk.subarray(done));
        bytes += chunk.length;
      }),
    place: (place) =>
      onDisk(path, async () => {
        await file.syncData();
        close();
        await Deno.rename(path, place);
      }),
    [Symbol.asyncDispose]: async () => {
      close();
      await removeIfThere(path);
    },
  };
}
