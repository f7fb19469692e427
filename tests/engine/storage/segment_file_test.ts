import { assert, assertEquals, assertRejects } from "@std/assert";
import { EnvironmentError } from "../../../engine/domain/mod.ts";
import { SegmentFile, WHOLE_SUFFIX } from "../../../engine/storage/mod.ts";
import { bytesOf, namesIn, withFolder, writeAndKill } from "./storage_fixture.ts";

const SEGMENT_BYTES = 60_000;

Deno.test("segments follow each other, also in a file that is opened again", () =>
  withFolder(async (folder) => {
    const path = `${folder}/a.mseed`;
    for (const [first, second] of [["one", "two"], ["three", "four"]]) {
      await using file = await SegmentFile.open(path);
      await file.append(bytesOf(first));
      await file.append(new Uint8Array());
      await file.append(bytesOf(second));
      assertEquals(await Deno.readTextFile(path + WHOLE_SUFFIX), String(file.bytes));
    }
    assertEquals(await Deno.readTextFile(path), "onetwothreefour");
    assertEquals(namesIn(folder), ["a.mseed"]);
  }));

Deno.test("what lies beyond the told length is cut off; a file that lost bytes is refused", () =>
  withFolder(async (folder) => {
    const path = `${folder}/a.mseed`;
    await Deno.writeTextFile(path, "whole, torn");
    await Deno.writeTextFile(path + WHOLE_SUFFIX, "5");
    {
      await using file = await SegmentFile.open(path);
      assertEquals(file.bytes, 5);
    }
    assertEquals(await Deno.readTextFile(path), "whole");
    for (const told of ["6", "five", "-1"]) {
      await Deno.writeTextFile(path + WHOLE_SUFFIX, told);
      await assertRejects(() => SegmentFile.open(path), EnvironmentError, "Cannot append");
      assertEquals(await Deno.readTextFile(path), "whole");
    }
    await assertRejects(
      () => SegmentFile.open(`${folder}/none/a`),
      EnvironmentError,
      "parent folder",
    );
  }));

Deno.test("killed while appending: the file is of whole segments", () =>
  withFolder(async (folder) => {
    const path = `${folder}/a.mseed`;
    let before = 0;
    for (let kill = 0; kill < 12; kill++) {
      await writeAndKill("segments", path, kill * 1.3);
      {
        await using file = await SegmentFile.open(path);
        assertEquals(file.bytes % SEGMENT_BYTES, 0);
        assert(file.bytes > before, "a segment that was told is there");
        before = file.bytes;
      }
      const bytes = await Deno.readFile(path);
      assertEquals(bytes.length, before);
      for (let at = 0; at < bytes.length; at += SEGMENT_BYTES) {
        const segment = bytes.subarray(at, at + SEGMENT_BYTES);
        assert(segment.every((byte) => byte === segment[0]));
      }
    }
  }));
