// What every page with a camera needs: the picture that it shows now, and why it may not open.
"use strict";

// Which of the page's words say why a camera does not open; else those of `refused`.
const WHY = { NotAllowedError: "forbidden", NotReadableError: "busy" };

// What the video shows now, as JPEG, at most so many pixels long.
function pictureOf(video, side = Infinity, quality = 0.92) {
  const scale = Math.min(1, side / Math.max(video.videoWidth, video.videoHeight));
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(scale * video.videoWidth);
  canvas.height = Math.round(scale * video.videoHeight);
  canvas.getContext("2d").drawImage(video, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve) => canvas.toBlob(resolve, "image/jpeg", quality));
}
