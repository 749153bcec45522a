// Verifies a receipt's code in the file that the post gives away: Ed25519 by tweetnacl, no network.
// Written for old telephones too: no Web Crypto, which a file may lack, and no BigInt.
"use strict";
(function () {
  var FACTS = JSON.parse(document.getElementById("facts").textContent);
  var LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"; // RFC 4648 §6
  var SIGNS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
  var SHAPE = new RegExp(
    "^" + FACTS.mark + ":([A-Z0-9]{1,8}-Q[0-9]{4}-[0-9]{5,9}-[0-9A-Z])" +
    ":((?:0|[1-9][0-9]{0,12})(?:\\.[0-9]{2})?):([A-Z]{3}):([A-Z0-9-]{1,20})" +
    ":([0-9]{8}T[0-9]{4}Z):([A-Z2-7]{103})$");
  // RFC 8032 §5.1.7: the second half of a signature is less than the group's order (little-endian).
  var ORDER = [0xed, 0xd3, 0xf5, 0x5c, 0x1a, 0x63, 0x12, 0x58, 0xd6, 0x9c, 0xf7, 0xa2, 0xde, 0xf9,
    0xde, 0x14, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x10];
  var language = FACTS.words[(navigator.language || "fr").slice(0, 2)]
    ? navigator.language.slice(0, 2) : document.documentElement.lang;
  var last = null;

  function bytesOfHex(text) {
    var found = new Uint8Array(text.length / 2);
    for (var at = 0; at < found.length; at += 1) { found[at] = parseInt(text.substr(2 * at, 2), 16); }
    return found;
  }

  function bytesOfAscii(text) {
    var found = new Uint8Array(text.length);
    for (var at = 0; at < text.length; at += 1) { found[at] = text.charCodeAt(at); }
    return found;
  }

  // The 64 bytes of 103 characters; null when the spare bits are not 0.
  function bytesOfBase32(text) {
    var found = new Uint8Array(64), held = 0, bits = 0, place = 0;
    for (var at = 0; at < text.length; at += 1) {
      held = ((held << 5) | LETTERS.indexOf(text.charAt(at))) & 0xfff;
      bits += 5;
      if (bits >= 8) { bits -= 8; found[place] = (held >> bits) & 0xff; place += 1; }
    }
    return (held & ((1 << bits) - 1)) === 0 ? found : null;
  }

  function isBelowOrder(signature) {
    for (var at = 31; at >= 0; at -= 1) {
      if (signature[32 + at] !== ORDER[at]) { return signature[32 + at] < ORDER[at]; }
    }
    return false;
  }

  // ISO/IEC 7064 MOD 37,36, as the numbers of the post's papers end.
  function hasItsCheckCharacter(number) {
    var cut = number.lastIndexOf("-"), product = 36;
    for (var at = 0; at < cut; at += 1) {
      var value = SIGNS.indexOf(number.charAt(at));
      if (value >= 0) { product = (((product + value) % 36) || 36) * 2 % 37; }
    }
    return SIGNS.charAt((37 - product) % 36) === number.slice(cut + 1);
  }

  // A number alone: that of a receipt written by hand, of which this file can say nothing.
  function isNumber(typed) {
    var text = typed.replace(/\s+/g, "").toUpperCase();
    return /^[A-Z0-9]{1,8}-Q[0-9]{4}-[0-9]{5,9}-[0-9A-Z]$/.test(text) && hasItsCheckCharacter(text);
  }

  function isTime(text) {
    var at = new Date(text.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)Z$/, "$1-$2-$3T$4:$5:00Z"));
    return !isNaN(at) && at.toISOString().replace(/[-:]/g, "").slice(0, 13) + "Z" === text;
  }

  // What a code says if the post signed it, else null.
  function verified(typed) {
    var text = typed.replace(/\s+/g, "").replace(/[a-z]/g, function (one) { return one.toUpperCase(); });
    var found = SHAPE.exec(text);
    if (!found || !hasItsCheckCharacter(found[1]) || !isTime(found[5])) { return null; }
    if (found[1].indexOf(FACTS.post.code + "-") !== 0) { return null; }
    var signature = bytesOfBase32(found[6]);
    if (!signature || !isBelowOrder(signature)) { return null; }
    var head = bytesOfAscii(text.slice(0, text.lastIndexOf(":")));
    var isSigned = FACTS.keys.some(function (key) {
      return window.nacl.sign.detached.verify(head, signature, bytesOfHex(key));
    });
    return isSigned ? { number: found[1], amount: found[2], currency: found[3], tariff: found[4],
      time: found[5] } : null;
  }

  function line(list, name, value) {
    var term = document.createElement("dt"), told = document.createElement("dd");
    var kept = document.createElement("bdi");
    term.textContent = name;
    kept.textContent = value;
    told.appendChild(kept);
    list.appendChild(term);
    list.appendChild(told);
  }

  function show() {
    var words = FACTS.words[language], box = document.getElementById("answer");
    box.hidden = last === null;
    box.textContent = "";
    if (last === null) { return; }
    var said = last.said, isVoid = said && FACTS.void.indexOf(said.number) >= 0;
    var verdict = document.createElement("strong");
    box.className = said && !isVoid ? "good" : "bad";
    verdict.textContent = last.words ? words[last.words] : !said ? words.wrong : isVoid ? words.void : words.valid;
    box.appendChild(verdict);
    if (!said) { return; }
    var list = document.createElement("dl"), label = FACTS.tariffs[said.tariff];
    line(list, words.number, said.number);
    line(list, words.amount, /[1-9]/.test(said.amount) ? said.amount + " " + said.currency : words.free);
    line(list, words.tariff, (label ? label[language] + " · " : "") + said.tariff);
    line(list, words.time, said.time.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)Z$/, "$1-$2-$3 $4:$5 UTC"));
    box.appendChild(list);
    if (!isVoid) {
      var unknown = document.createElement("p");
      unknown.textContent = words.unknown.replace("{day}", FACTS.made);
      box.appendChild(unknown);
    }
  }

  function speak(chosen) {
    var words = FACTS.words[chosen], names = { fr: "Français", en: "English", ar: "العربية" };
    language = chosen;
    document.documentElement.lang = chosen;
    document.documentElement.dir = chosen === "ar" ? "rtl" : "ltr";
    document.title = words.title;
    ["title", "label", "verify", "offline"].forEach(function (name) {
      document.getElementById(name).textContent = words[name];
    });
    document.getElementById("photo-label").textContent = words.photo;
    var bar = document.getElementById("languages");
    bar.textContent = "";
    Object.keys(names).forEach(function (one) {
      var button = document.createElement("button");
      button.type = "button";
      button.lang = one;
      button.textContent = names[one];
      button.setAttribute("aria-pressed", String(one === chosen));
      button.addEventListener("click", function () { speak(one); });
      bar.appendChild(button);
    });
    show();
  }

  function verify() {
    var typed = document.getElementById("code").value;
    last = isNumber(typed) ? { said: null, words: "by_hand" } : { said: verified(typed) };
    show();
  }

  // A photo, where the telephone's browser reads codes itself; typing works everywhere.
  function read(file) {
    createImageBitmap(file).then(function (picture) {
      return new window.BarcodeDetector({ formats: ["qr_code"] }).detect(picture);
    }).then(function (found) {
      var ours = found.filter(function (one) { return one.rawValue.indexOf(FACTS.mark + ":") === 0; });
      if (!ours.length) { throw new Error("no code"); }
      document.getElementById("code").value = ours[0].rawValue;
      verify();
    }).catch(function () {
      last = { said: null, words: "no_photo" };
      show();
    });
  }

  document.getElementById("form").addEventListener("submit", function (event) {
    event.preventDefault();
    verify();
  });
  document.getElementById("photo").addEventListener("change", function (event) {
    if (event.target.files.length) { read(event.target.files[0]); }
  });
  document.getElementById("camera").hidden = !("BarcodeDetector" in window);
  speak(language);
}());
