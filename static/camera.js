// The browser's camera over the desk's document, where the page may use it (https or localhost).
// While it is open the page films: one picture at a time goes to the post's server, which sums
// what they show and answers with what to do, or with the sheet that it has opened. The button
// takes the picture as it is.
"use strict";

const FILM_SIDE = 1600; // pixels on the longer side of a picture of the film
const FILM_QUALITY = 0.8; // of its JPEG
const PAUSE = { zone: 30, none: 250, most: 1000, silent: 2000 }; // ms before the next picture
const BLANK = ["no_zone", "too_dark", "glare", "blurred"]; // hints while nothing may lie there

function camera(form, progress, send) {
  if (!navigator.mediaDevices?.getUserMedia) return;
  const open = form.querySelector("#open-camera");
  const shoot = form.querySelector("#shoot");
  const video = form.querySelector("#camera");
  const opens = open.querySelector("span").textContent;
  let stream = null;

  const say = (words) => {
    if (progress.textContent !== words) progress.textContent = words;
  };
  const film = filming(form, video, say, leave);

  function leave(address) {
    close();
    window.location.assign(address);
  }
  function close(words = "") {
    film.stop();
    stream?.getTracks().forEach((track) => track.stop());
    stream = null;
    video.srcObject = null;
    video.hidden = shoot.hidden = true;
    open.querySelector("span").textContent = opens;
    say(words);
  }
  async function start() {
    const wanted = { facingMode: "environment", width: { ideal: 1920 }, height: { ideal: 1080 } };
    try {
      stream = await navigator.mediaDevices.getUserMedia({ video: wanted });
    } catch (trouble) {
      return say(progress.dataset[WHY[trouble.name] ?? "refused"]);
    }
    stream.getVideoTracks()[0].addEventListener("ended", () => close(progress.dataset.lost));
    video.srcObject = stream;
    await video.play();
    video.hidden = shoot.hidden = false;
    open.querySelector("span").textContent = open.dataset.close;
    shoot.focus();
    film.start();
  }

  open.hidden = false;
  if (window.location.hash === "#camera") start(); // from a sheet whose picture showed nothing
  open.addEventListener("click", () => (stream ? close() : start()));
  shoot.addEventListener("click", async () => {
    film.stop();
    const blob = await pictureOf(video);
    close();
    send(new File([blob], "camera.jpg", { type: "image/jpeg" }));
  });
  document.addEventListener("submit", film.stop); // another way in was taken
  window.addEventListener("pagehide", () => stream && close());
}

// The loop: one picture under way at a time, the next when its answer is there.
function filming(form, video, say, leave) {
  const words = form.querySelector("#progress").dataset;
  let film = 0; // which film is on, 0 for none: an answer to an older one is nobody's
  let latest = 0;
  let told = ""; // the last hint: words change when it is given twice, so that they do not flicker
  let empty = 0; // pictures in a row on which nothing was seen

  const start = () => {
    film = latest += 1;
    told = "";
    empty = 0;
    say(words.framing);
    next(film, 0);
  };
  const stop = () => {
    film = 0;
  };
  const next = (which, pause) => setTimeout(() => which === film && look(which), pause);

  async function look(which) {
    if (document.hidden || document.body.classList.contains("locked")) return next(which, PAUSE.most);
    const picture = await pictureOf(video, FILM_SIDE, FILM_QUALITY);
    if (!picture || which !== film) return next(which, PAUSE.none);
    const body = new FormData(form);
    body.set("picture", picture, "film.jpg");
    let answer;
    try {
      answer = await fetch(form.dataset.film, { method: "POST", body, redirect: "manual" });
    } catch {
      if (which === film) say(words.silent);
      return next(which, PAUSE.silent);
    }
    if (which === film) await heard(which, answer);
  }

  async function heard(which, answer) {
    const isOurs = answer.headers.get("Content-Type")?.startsWith("application/json");
    const said = isOurs ? await answer.json() : {};
    if (which !== film) return;
    if (said.at) {
      stop();
      say(said.words);
      leave(said.at);
    } else if (answer.ok && isOurs) {
      follow(which, said);
    } else if (answer.status >= 500) {
      say(words.silent);
      next(which, PAUSE.silent);
    } else {
      stop();
      say(said.words ?? words.stopped);
    }
  }

  function follow(which, said) {
    if (said.hint === told || said.hint === "reading") say(said.words);
    told = said.hint;
    empty = BLANK.includes(said.hint) ? empty + 1 : 0;
    next(which, empty ? Math.min(PAUSE.most, PAUSE.none + 20 * empty) : PAUSE.zone);
  }

  return { start, stop };
}
