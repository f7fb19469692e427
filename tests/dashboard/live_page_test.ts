import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import type { Page } from "playwright-core";
import { withFolder } from "../engine/storage/storage_fixture.ts";
import { type LiveServer, withLiveServer } from "./live_server.ts";
import { openPage, type TestPage, withBrowser } from "./open_browser.ts";

/** Runs `body` with the live page in a real browser. */
function withLivePage(
  body: (server: LiveServer, opened: TestPage) => Promise<void>,
  { given, page }: { given?: Record<string, unknown>; page?: Parameters<typeof openPage>[2] } = {},
): Promise<void> {
  return withLiveServer(
    (server) =>
      withBrowser(async (browser) => body(server, await openPage(browser, server.url, page))),
    { given },
  );
}

const seconds = async (page: Page, site: string): Promise<number> =>
  Number.parseFloat(
    await page.locator(".site", { hasText: site }).locator("[role=timer]").innerText(),
  );

const connection = (page: Page, text: string) =>
  page.locator(".connection", { hasText: text }).waitFor({ timeout: 15_000 });

/** Waits until something holds; throws Error where it does not within 10 s. */
async function until(holds: () => Promise<boolean>): Promise<void> {
  for (let attempt = 0; !await holds(); attempt++) {
    if (attempt === 100) throw new Error("It does not come true.");
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

Deno.test("an alert counts down at each site, is told to who cannot see it, and is cancelled", async () => {
  await withLivePage(async ({ network }, { page, errors }) => {
    await connection(page, "Live");
    assertEquals(await page.locator(".alert").count(), 0);
    const quake = network.quake({ timeMs: Date.now() - 9000 }); // S is in San Jose already
    await page.locator(".alert").waitFor();
    const before = await seconds(page, "Santa Rosa");
    const beforeMs = Date.now();
    const expected = (quake.timeMs + 1000 * Math.hypot(160.6, 9) / 3.5 - beforeMs) / 1000;
    assert(Math.abs(before - expected) < 1.5, `${before} s until S instead of ${expected}`);
    const blind = page.locator(".site", { hasText: "San Jose" });
    assertStringIncludes(await blind.innerText(), "in the blind zone");
    await page.waitForTimeout(1000);
    const passed = (Date.now() - beforeMs) / 1000;
    const counted = before - await seconds(page, "Santa Rosa");
    assert(Math.abs(counted - passed) < 0.6, `${counted} s were counted in ${passed} s`);
    assertMatch(await page.locator(".alert h2").innerText(), /^M\s?\d\.\d\s*± \d\.\d$/);
    assertStringIncludes(await page.locator(".alert-body").innerText(), "with a probability of");
    assertMatch(
      await page.getByTestId("spoken-alert").innerText(),
      /^Earthquake alert, .*magnitude/,
    );
    assert(
      (await page.locator(".front-s").last().getAttribute("d"))!.length > 100,
      "no front of S",
    );
    await page.locator(".alert-head", { hasText: "update" }).waitFor();
    network.cancel();
    await page.locator(".alert[data-status=cancel]").waitFor();
    assertStringIncludes(await page.locator(".alert").innerText(), "This alert is cancelled");
    assertEquals(await page.locator("[role=timer]").count(), 0);
    assertEquals(errors, []);
  });
});

Deno.test("events, picks and stations appear as they are told, and a row leads to its picks", async () => {
  await withLivePage(async ({ network }, { page, errors }) => {
    await connection(page, "Live");
    network.setState("QS.S07", "silent");
    await page.locator("[data-station='QS.S07'][data-state=silent]").waitFor();
    await page.locator(".notices", { hasText: "QS.S07 is silent." }).waitFor();
    assertStringIncludes(await page.locator(".status-strip").innerText(), "19 of 20");
    const events = page.locator(".event-list tbody tr");
    assertEquals(await events.count(), 60);
    const quake = network.quake({ timeMs: Date.now() - 25_000, magnitude: 5.1 });
    await page.locator(".event-list tbody tr", { hasText: "5.1" }).waitFor();
    await page.locator(".pick-list summary").click();
    const time = new Date(quake.timeMs).toISOString().slice(5, 19).replace("T", " ");
    assertStringIncludes(await page.locator(".pick-list").innerText(), "P at QS.");
    assertStringIncludes(await events.first().innerText(), time);
    await events.first().getByRole("button").focus();
    await page.keyboard.press("Enter");
    const details = page.locator(".event-details");
    await details.locator("tbody tr").nth(9).waitFor();
    assertStringIncludes(await details.innerText(), "20 stations");
    await page.getByRole("button", { name: "Magnitude" }).click();
    assertStringIncludes(await events.first().innerText(), "5.1");
    await page.getByRole("button", { name: "Magnitude" }).click();
    assertEquals(await page.locator("th[aria-sort]").getAttribute("aria-sort"), "ascending");
    assert(!(await events.first().innerText()).includes("5.1"));
    assertEquals(errors, []);
  });
});

Deno.test("waveforms scroll by, with their picks", async () => {
  await withLivePage(async ({ network }, { page, errors }) => {
    await connection(page, "Live");
    const canvas = page.locator(".waveforms canvas[aria-label*='8 channels']");
    await canvas.waitFor();
    await canvas.evaluate((element) => element.scrollIntoView());
    const pixels = async () => (await canvas.screenshot()).length;
    await until(async () => await pixels() > 20_000); // noise does not compress
    const quiet = await pixels();
    network.quake({ timeMs: Date.now() - 30_000 });
    await until(async () => await pixels() < 0.8 * quiet); // beside an earthquake it is a line
    await page.getByRole("combobox", { name: "Channels" }).selectOption("4");
    await page.locator(".waveforms canvas[aria-label*='4 channels']").waitFor({ timeout: 8000 });
    assertEquals(errors, []);
  });
});

Deno.test("a page that loses its server says so, comes back and has missed nothing", async () => {
  await withLivePage(async ({ network, restart }, { page }) => {
    await connection(page, "Live");
    await restart(async () => {
      network.quake({ timeMs: Date.now() - 25_000, magnitude: 5.6 });
      await connection(page, "lost");
    });
    await connection(page, "Live");
    await page.locator(".event-list tbody tr", { hasText: "5.6" }).waitFor();
    await page.locator(".alert", { hasText: "M" }).waitFor();
  });
});

Deno.test("where the server wants a key the reader is asked for it, and a wrong one is asked for again", async () => {
  await withFolder(async (folder) => {
    const key = "a-key-of-at-least-thirty-two-characters";
    const digest = new Uint8Array(
      await crypto.subtle.digest("SHA-256", new TextEncoder().encode(key)),
    );
    await Deno.writeTextFile(`${folder}/keys`, `${digest.toHex()}\n`);
    await withLivePage(async (_, { page }) => {
      const field = page.getByRole("textbox", { name: "API key" });
      await field.fill("a wrong one");
      await page.keyboard.press("Enter");
      await page.getByText("This key was refused.").waitFor();
      await field.fill(key);
      await page.keyboard.press("Enter");
      await connection(page, "Live");
      assert(!await field.isVisible());
      await page.reload();
      await connection(page, "Live"); // kept for this window
    }, { given: { apiKeysFile: `${folder}/keys` } });
  });
});

Deno.test("on a phone, by keyboard and in both themes the page is whole", async () => {
  const phone = { viewport: { width: 375, height: 812 }, colorScheme: "dark" as const };
  await withLivePage(async ({ network }, { page, errors }) => {
    await connection(page, "Live");
    network.quake({ timeMs: Date.now() - 8000 });
    await page.locator(".alert").waitFor();
    assert(await page.evaluate("document.documentElement.scrollWidth") as number <= 375);
    const ground = () => page.evaluate("getComputedStyle(document.body).backgroundColor");
    const dark = await ground();
    await page.keyboard.press("Tab");
    assertEquals(await page.evaluate("document.activeElement.textContent"), "Skip to the content");
    await page.keyboard.press("Enter");
    assertEquals(await page.evaluate("document.activeElement.id"), "main");
    await page.getByLabel("Light").check();
    assert(await ground() !== dark);
    await page.reload();
    assert(await ground() !== dark, "the choice is not kept");
    await page.locator(".map-marks").focus();
    const first = () =>
      page.locator(".station-mark[data-station]").first().getAttribute("transform");
    const before = await first();
    await page.keyboard.press("+");
    await until(async () => await first() !== before);
    assertEquals(errors, []);
  }, { page: phone });
});
