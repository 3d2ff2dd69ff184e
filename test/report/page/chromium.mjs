// SPDX-License-Identifier: GPL-2.0-only
//
// A headless Chromium that a test drives through a pipe, by the Chrome DevTools Protocol
// (https://chromedevtools.github.io/devtools-protocol/).

import { spawn } from "node:child_process";
import { once } from "node:events";
import { accessSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

/** @return the program's path, or null where there is none */
export function findChromium() {
  for (const folder of process.env.PATH.split(":")) {
    try {
      const path = join(folder, "chromium");
      accessSync(path);
      return path;
    } catch {
      // not in this folder
    }
  }
  return null;
}

/**
 * Removes a folder in which processes that are ending may still create files for a moment. (`maxRetries` of rmSync()
 * tries again to remove the folder, but not what came into it meanwhile.)
 */
async function removeFolder(folder) {
  for (let attempts = 100; ; --attempts) {
    try {
      rmSync(folder, { recursive: true, force: true });
      return;
    } catch (error) {
      if (error.code !== "ENOTEMPTY" || attempts === 0) {
        throw error;
      }
      await sleep(50);
    }
  }
}

export class Chromium {
  #process;
  #profile = mkdtempSync(join(tmpdir(), "vnlab-chromium-"));
  #next = 1;
  #waiting = new Map();
  #session;
  /** What the page said or asked for since it was opened. */
  complaints = [];
  requests = [];
  #events = new Map();

  static async start(program) {
    const browser = new Chromium();
    await browser.#start(program);
    return browser;
  }

  async #start(program) {
    const options = [
      "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
      "--disable-background-networking", "--disable-component-update", "--disable-sync",
      "--disable-dev-shm-usage", "--hide-scrollbars", "--remote-debugging-pipe",
      `--user-data-dir=${this.#profile}`,
    ];
    // a process group of its own, so that stop() ends the browser's helpers too
    this.#process = spawn(program, options, { detached: true, stdio: ["ignore", "ignore", "ignore", "pipe", "pipe"] });
    let text = "";
    this.#process.stdio[4].setEncoding("utf8").on("data", (piece) => {
      const messages = (text + piece).split("\0");
      text = messages.pop();
      messages.forEach((message) => this.#receive(JSON.parse(message)));
    });
    const { targetId } = await this.send("Target.createTarget", { url: "about:blank" });
    const { sessionId } = await this.send("Target.attachToTarget", { targetId, flatten: true });
    this.#session = sessionId;
    for (const domain of ["Page", "Runtime", "Log", "Network"]) {
      await this.send(`${domain}.enable`);
    }
  }

  /** @return the result of one command of the protocol */
  send(method, params = {}) {
    const id = this.#next++;
    const message = { id, method, params, ...(this.#session && { sessionId: this.#session }) };
    this.#process.stdio[3].write(`${JSON.stringify(message)}\0`);
    return new Promise((resolve, reject) => this.#waiting.set(id, { resolve, reject, method }));
  }

  #receive({ id, result, error, method, params }) {
    if (id) {
      const { resolve, reject, method: asked } = this.#waiting.get(id);
      this.#waiting.delete(id);
      error ? reject(new Error(`${asked}: ${error.message}`)) : resolve(result);
      return;
    }
    if (method === "Runtime.exceptionThrown") {
      const { exception, text } = params.exceptionDetails;
      this.complaints.push(exception?.description ?? text);
    } else if (method === "Runtime.consoleAPICalled") {
      this.complaints.push(`console.${params.type}: ${params.args.map(({ value }) => value).join(" ")}`);
    } else if (method === "Log.entryAdded") {
      this.complaints.push(`${params.entry.level}: ${params.entry.text}`);
    } else if (method === "Page.javascriptDialogOpening") {
      this.complaints.push(`dialog: ${params.message}`);
      this.send("Page.handleJavaScriptDialog", { accept: true });
    } else if (method === "Network.requestWillBeSent") {
      this.requests.push(params.request.url);
    }
    this.#events.get(method)?.();
  }

  /** Opens a file at a width and waits until it is loaded. */
  async open(path, width) {
    await this.setWidth(width);
    this.complaints = [];
    this.requests = [];
    const loaded = new Promise((resolve) => this.#events.set("Page.loadEventFired", resolve));
    await this.send("Page.navigate", { url: `file://${path}` });
    await loaded;
  }

  setWidth(width) {
    return this.send("Emulation.setDeviceMetricsOverride", { width, height: 900, deviceScaleFactor: 1, mobile: false });
  }

  /** @return what an expression gives in the page */
  async evaluate(expression) {
    const { result, exceptionDetails } = await this.send("Runtime.evaluate", { expression, returnByValue: true });
    if (exceptionDetails) {
      throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
    }
    return result.value;
  }

  /** Presses one key, such as "Enter". */
  async press(key) {
    const text = key === "Enter" ? "\r" : key === " " ? " " : undefined;
    const code = { Enter: 13, " ": 32, Tab: 9 }[key];
    await this.send("Input.dispatchKeyEvent", { type: "keyDown", key, text, windowsVirtualKeyCode: code });
    await this.send("Input.dispatchKeyEvent", { type: "keyUp", key, windowsVirtualKeyCode: code });
  }

  movePointer(x, y) {
    return this.send("Input.dispatchMouseEvent", { type: "mouseMoved", x, y });
  }

  /** @return a PNG of the page, all of it or its first `height` pixels */
  async screenshot(height) {
    const { cssContentSize } = await this.send("Page.getLayoutMetrics");
    const clip = { x: 0, y: 0, width: cssContentSize.width, height: Math.min(height ?? Infinity, cssContentSize.height), scale: 1 };
    const { data } = await this.send("Page.captureScreenshot", { format: "png", captureBeyondViewport: true, clip });
    return Buffer.from(data, "base64");
  }

  async stop() {
    const ended = once(this.#process, "exit");
    process.kill(-this.#process.pid, "SIGKILL");
    await ended;
    await removeFolder(this.#profile);
  }
}
