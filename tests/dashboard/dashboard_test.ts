import { assert, assertEquals, assertMatch } from "@std/assert";
import type { Browser, Page } from "playwright-core";
import { type DashboardScene, withDashboard } from "./dashboard_scene.ts";
import { findViolations } from "./find_violations.ts";
import { withBrowser } from "./open_browser.ts";
import { findMissingBasics } from "./page_basics.ts";
import { tabTo, visitPage } from "./visit_page.ts";
import { watchPage } from "./watch_page.ts";

const WIDTHS = { wide: { width: 1440, height: 900 }, phone: { width: 375, height: 812 } };

/** Bytes of a first visit, compressed where the server does so: 1 MiB is a second on a slow line. */
const MOST_BYTES = 1_048_576;

Deno.test("the dashboard in a browser, from a live alert to the cards of models", async (test) => {
  await withDashboard({ speed: 2, quietSeconds: 8 }, async (scene) => {
    await withBrowser(async (browser) => {
      const watched = await watchPage(browser, scene.url, { colorScheme: "light" });
      const { page, faults } = watched;
      await test.step("an alert counts down at every site", () => seeAlert(page, scene));
      await test.step("a first visit is small and fast", async () => {
        const bytes = watched.transferredBytes();
        assert(bytes > 10_000 && bytes < MOST_BYTES, `${bytes} bytes`);
        const [paint] = await page.evaluate(() =>
          performance.getEntriesByName("first-contentful-paint").map(({ startTime }) => startTime)
        );
        assert(paint > 0 && paint < 10_000, `first paint after ${paint} ms`);
      });
      await test.step("the event gets an aftershock forecast, on its map", async () => {
        await scene.after(20);
        await seeAftershocks(page, scene);
      });
      await test.step("the colours change, and stay", () => switchTheme(page));
      await test.step("everything is reached by the keyboard alone", () => useKeyboard(page));
      assertEquals(faults, []);
      await page.context().close();
      for (const [name, viewport] of Object.entries(WIDTHS)) {
        for (const colorScheme of ["light", "dark"] as const) {
          await test.step(`every page is accessible, ${name} and ${colorScheme}`, async () => {
            await checkPages(browser, scene, { viewport, colorScheme });
          });
        }
      }
    });
  });
});

/** Opens the first page and sees seconds fall at a site. */
async function seeAlert(page: Page, scene: DashboardScene): Promise<void> {
  await page.goto(scene.url);
  const counting = page.locator('.site[data-countdown="counting"]');
  await counting.first().waitFor({ timeout: 60_000 });
  const seconds = () =>
    page.evaluate(() =>
      [...document.querySelectorAll('.site[data-countdown="counting"]')].map((site) =>
        [
          site.querySelector(".site-name")!.textContent!.trim(),
          parseFloat(site.querySelector(".site-countdown")!.textContent!),
        ] as const
      )
    );
  const before = new Map(await seconds());
  await page.waitForTimeout(700);
  const after = (await seconds()).filter(([name]) => before.has(name));
  assert(after.length > 0, "sites that still count");
  const fallen = after.filter(([name, left]) => left < before.get(name)!);
  assertEquals(fallen.length, after.length, "every one of them has fewer seconds left");
  assertMatch(await page.locator(".alert-sentence").first().innerText(), /magnitude \d\.\d ± \d/);
}

/** Makes the forecast that is due after the event, and finds it on the page. */
async function seeAftershocks(page: Page, scene: DashboardScene): Promise<void> {
  const { made } = await scene.schedule.advance(scene.system.nowMs());
  const notice = made.find(({ id }) => id.includes("aftershock"));
  assert(notice !== undefined, "an aftershock forecast");
  await visitPage(page, `/forecasts/${encodeURIComponent(notice.id)}`);
  const sentence = await page.locator(".sentence").innerText();
  assertMatch(sentence, /probabilit/);
  const [row] = await page.locator(".chances tbody tr").all();
  assertMatch(await row.innerText(), /%[^]*expected[^]* to /);
  const map = page.locator(".map svg").first();
  await map.hover();
  assertMatch(await page.locator(".readout").innerText(), /° [NS], .*° [EW]: [\d.e-]+ expected/);
  assert(await page.locator(".map path[class^='rate-'][d]").count() >= 4, "cells in colours");
  await page.getByText("most active of").first().click();
  assertEquals(await page.locator("details[open] tbody tr").count(), 10);
}

async function switchTheme(page: Page): Promise<void> {
  const ground = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const light = await ground();
  await page.getByText("Dark", { exact: true }).click();
  const dark = await ground();
  assert(light !== dark, "another ground");
  await page.reload();
  await page.locator("main h1").waitFor();
  assertEquals(await ground(), dark);
  await page.getByText("Auto", { exact: true }).click();
  assertEquals(await ground(), light);
}

/** No click: skip link, pages, a map and a table by Tab, Enter and arrows. */
async function useKeyboard(page: Page): Promise<void> {
  await page.goto("about:blank");
  await page.goBack();
  await page.locator("main h1").waitFor();
  await tabTo(page, ".skip-link");
  await page.keyboard.press("Enter");
  assertEquals(await page.evaluate(() => document.activeElement?.id), "main");
  for (const title of ["Skill", "Models", "Live", "Forecasts"]) {
    await page.evaluate(() => (document.activeElement as HTMLElement).blur());
    await tabTo(page, `nav a[href="#/${title.toLowerCase()}"]`);
    assert(await page.evaluate(() => document.activeElement!.matches(":focus-visible")));
    await page.keyboard.press("Enter");
    await page.locator("main h1", { hasText: title }).waitFor();
  }
  await page.locator(".map svg").waitFor();
  await tabTo(page, ".map svg");
  await page.keyboard.press("+");
  await page.keyboard.press("ArrowLeft");
  assertMatch(await page.locator(".readout").innerText(), /expected$/);
  await tabTo(page, "summary");
  await page.keyboard.press("Enter");
  await tabTo(page, "details[open] tbody button");
  await page.keyboard.press("Enter");
  const chosen = await page.evaluate(() => document.activeElement!.textContent);
  assert((await page.locator(".readout").innerText()).startsWith(chosen!));
}

async function checkPages(
  browser: Browser,
  scene: DashboardScene,
  options: { viewport: { width: number; height: number }; colorScheme: "light" | "dark" },
): Promise<void> {
  const { page, faults } = await watchPage(browser, scene.url, options);
  await page.goto(scene.url);
  const paths = ["/live", "/forecasts", "/skill", "/models", "/models/etas-city"];
  for (const path of paths) {
    await visitPage(page, path);
    const found = [...await findMissingBasics(page), ...await findViolations(page)];
    assertEquals(found, [], `${path}: ${found.join("\n")}`);
  }
  assertEquals(faults, []);
  await page.context().close();
}
