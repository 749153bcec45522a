// The one offline queue. A form with data-offline is kept on the device first (IndexedDB) and
// sent as soon as there is a network: in order, one by one, each until the server says that it
// took effect. Its form_key makes a second sending harmless.
//
//   BorderpostQueue.add(form, button)  keeps a form; queue.js does it for every submit
//   BorderpostQueue.send()             tries to send now
//   data-offline-after="field"         this form depends on the one whose key the field holds
//   data-queue-state, data-queue-refused   where a page shows the state, with its own words
//   event "borderpost:queued" on the form, detail { key, words }
//
// Records belong to the officer who made them: only a session of the same account sends them,
// and signing out wipes them.
"use strict";

const BorderpostQueue = (() => {
  const SENT_BY_QUEUE = { "X-Borderpost-Queue": "1" };
  const PATIENCE = 20_000; // ms for one answer
  const unsent = document.currentScript.dataset.unsent;
  const FIRST_WAIT = 1000; // ms
  let wait = FIRST_WAIT; // until the next try, doubled to a minute
  let timer = 0;
  let signedOut = false;

  const database = new Promise((resolve, reject) => {
    const opening = indexedDB.open("borderpost-queue", 1);
    opening.onupgradeneeded = () => {
      opening.result
        .createObjectStore("entries", { keyPath: "n", autoIncrement: true })
        .createIndex("owner", "owner");
      opening.result.createObjectStore("facts");
    };
    opening.onsuccess = () => resolve(opening.result);
    opening.onerror = () => reject(opening.error);
  });

  // One transaction: resolves with the request's result once it is on the disk.
  async function within(store, mode, act) {
    const done = (await database).transaction(store, mode, { durability: "strict" });
    const request = act(done.objectStore(store));
    return new Promise((resolve, reject) => {
      done.oncomplete = () => resolve(request?.result);
      done.onabort = done.onerror = () => reject(done.error);
    });
  }

  const owner = () => within("facts", "readonly", (facts) => facts.get("owner"));
  const entriesOf = (who) =>
    within("entries", "readonly", (entries) => entries.index("owner").getAll(who));
  const drop = (n) => within("entries", "readwrite", (entries) => entries.delete(n));
  const change = (entry) => within("entries", "readwrite", (entries) => entries.put(entry));

  // Who is signed in; null when nobody is. Rejects without a network.
  async function session() {
    const answer = await fetch("/queue/session", { redirect: "manual", cache: "no-store" });
    if (answer.status >= 500) throw new Error("the server is not ready");
    if (!answer.ok) return null;
    const found = await answer.json();
    await within("facts", "readwrite", (facts) => facts.put(found.owner, "owner"));
    return found;
  }

  async function add(form, button) {
    const data = new FormData(form, button);
    const key = data.get("form_key");
    const after = data.get(form.dataset.offlineAfter ?? "") || "";
    form.elements.form_key.value = crypto.randomUUID(); // the next sending is another one
    data.delete("csrf_token");
    const body = [...data].filter(([, value]) => typeof value === "string");
    const who = (await owner()) ?? (await session())?.owner;
    if (!who) throw new Error("nobody has signed in on this device");
    const entry = { owner: who, key, after, action: form.getAttribute("action"), body };
    entry.queued_at = new Date().toISOString();
    await within("entries", "readwrite", (entries) => entries.add(entry));
    const words = [button?.closest("fieldset")?.querySelector("legend"), button];
    form.dispatchEvent(
      new CustomEvent("borderpost:queued", {
        bubbles: true,
        detail: { key, words: words.map((one) => one?.textContent.trim()).filter(Boolean).join(" · ") },
      }),
    );
    await show();
    send();
  }

  // One tab sends at a time; whoever comes meanwhile leaves its records to that one.
  let again = false;
  async function send() {
    again = true;
    clearTimeout(timer);
    await navigator.locks.request("borderpost-queue", { ifAvailable: true }, async (lock) => {
      while (lock && again) {
        again = false;
        const left = await sendAll().catch(() => true);
        if (left) timer = setTimeout(send, (wait = Math.min(wait * 2, 60_000)));
        else wait = FIRST_WAIT;
      }
    });
    await show();
  }

  // True when a later try makes sense.
  async function sendAll() {
    const who = await session();
    signedOut = who === null;
    if (signedOut) return false;
    for (;;) {
      const entries = await entriesOf(who.owner);
      const refused = new Set(entries.filter((one) => one.refused).map((one) => one.key));
      const next = entries.find((one) => !one.refused && !refused.has(one.after));
      if (!next) return false;
      const outcome = await post(next, who.csrf_token);
      if (outcome === "later") return true;
      if (outcome === "sign-in") return !(signedOut = true);
      if (outcome === "done") {
        await drop(next.n);
        wait = FIRST_WAIT; // the network is there, if only now and then
      } else await change({ ...next, refused: outcome });
      await show();
    }
  }

  // "done", "later", "sign-in", or the sentence of a refusal.
  async function post(entry, token) {
    const body = new URLSearchParams(entry.body);
    body.set("csrf_token", token);
    body.set("queued_at", entry.queued_at);
    body.set("queue_sequence", entry.n);
    const answer = await fetch(entry.action, {
      method: "POST",
      body,
      headers: SENT_BY_QUEUE,
      redirect: "manual",
      signal: AbortSignal.timeout(PATIENCE),
    });
    const isJson = answer.headers.get("Content-Type")?.startsWith("application/json");
    if (answer.status === 409 || (answer.ok && isJson && (await answer.json()).done)) return "done";
    if (answer.type === "opaqueredirect" || [401, 423].includes(answer.status)) return "sign-in";
    if (answer.status === 429 || answer.status >= 500) return "later";
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    return page.querySelector(".field-error, .alert-danger, h1")?.textContent.trim() || `${answer.status}`;
  }

  async function show() {
    const who = await owner();
    const entries = who ? await entriesOf(who) : [];
    const refused = entries.filter((one) => one.refused);
    const waiting = entries.length - refused.length;
    for (const place of document.querySelectorAll("[data-queue-state]")) {
      const state = waiting ? (signedOut ? "signIn" : "waiting") : refused.length ? "refused" : "sent";
      const number = { signIn: waiting, waiting, refused: refused.length }[state];
      place.dataset.state = state;
      place.textContent = number ? `${place.dataset[state]} ${number}` : place.dataset[state];
      if (state === "signIn") {
        const link = document.createElement("a");
        link.href = location.pathname; // the gate asks for what lacks, and leads back
        link.textContent = place.textContent;
        place.replaceChildren(link);
      }
    }
    for (const list of document.querySelectorAll("[data-queue-refused]")) {
      list.replaceChildren(...refused.map((entry) => refusalItem(list, entry)));
    }
    return waiting;
  }

  function refusalItem(list, entry) {
    const item = document.createElement("li");
    const remove = document.createElement("button");
    remove.className = "btn btn-sm btn-outline-secondary";
    remove.textContent = list.dataset.remove;
    remove.addEventListener("click", () => drop(entry.n).then(send));
    item.append(`${list.dataset.label} ${entry.refused} `, remove);
    return item;
  }

  async function leave(form) {
    const who = await owner();
    const entries = who ? await entriesOf(who) : [];
    if (entries.length && !window.confirm(`${unsent} ${entries.length}`)) return;
    for (const entry of entries) await drop(entry.n);
    await within("facts", "readwrite", (facts) => facts.delete("owner"));
    form.submit();
  }

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.dataset.offline !== undefined) {
      event.preventDefault();
      add(form, event.submitter).catch(() => form.submit()); // then the plain form has to do
    } else if (form.getAttribute("action") === "/sign-out") {
      event.preventDefault();
      leave(form);
    }
  });
  window.addEventListener("online", () => {
    wait = FIRST_WAIT; // what failed without a network says nothing about the one that is there
    send();
  });

  function keepForOffline() {
    const files = document.querySelectorAll("[href^='/static/'], [src^='/static/']");
    const named = [...files].map((file) => file.getAttribute("href") ?? file.getAttribute("src"));
    const keep = [...new Set(named.map((one) => one.split("#")[0])), location.pathname];
    navigator.serviceWorker?.register("/sw.js").then(() =>
      navigator.serviceWorker.ready.then((worker) => worker.active.postMessage({ keep })),
    );
  }

  async function begin() {
    const forOffline = document.querySelector("[data-offline]") !== null;
    if (forOffline) keepForOffline();
    if (forOffline || (await show())) await send();
  }
  begin();

  return { add, send };
})();
