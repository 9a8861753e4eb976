// A form that saves itself: soon after the last key, and on leaving. What is not yet saved stays on
// the page and in this tab's session storage, through lost lines, ended sessions and old marks.
"use strict";
(function () {
  var form = document.querySelector("form[data-autosave]");
  if (!form) return;
  var AFTER_KEY = 2500, AT_MOST = 8000, RETRY = [3000, 6000, 12000, 30000];
  var place = document.getElementById("save");
  var store = "bole:form:" + location.pathname;
  var texts = {};
  var holder = document.getElementById("save-texts");
  holder.content.querySelectorAll("[data-k]").forEach(function (part) {
    texts[part.dataset.k] = part.textContent;
  });
  // Which parts of the page (a fact, a family, or "" for all of it) were changed by which edit.
  var dirty = {};
  var edits = 0, saved = 0, running = null, timer = 0, first = 0, failures = 0, stopped = false;

  function say(key, tone, values, link) {
    var words = texts[key];
    Object.keys(values || {}).forEach(function (k) { words = words.replace("{" + k + "}", values[k]); });
    place.className = "b-save" + (tone ? " b-save-" + tone : "");
    place.replaceChildren(document.createTextNode(words));
    if (link) {
      var a = document.createElement("a");
      a.href = link.href;
      a.textContent = texts[link.text];
      if (link.fresh) { a.target = "_blank"; a.rel = "noopener"; }
      place.append(" ", a);
    }
  }

  function entries() {
    return Array.from(new FormData(form)).filter(function (e) { return typeof e[1] === "string"; });
  }
  function keep() {
    var rows = entries().filter(function (e) { return e[0] !== "csrfmiddlewaretoken"; });
    try {
      sessionStorage.setItem(store, JSON.stringify({ who: form.dataset.who, rows: rows }));
    } catch (error) { /* a full or forbidden storage: the page itself still holds everything */ }
  }
  function forget() { sessionStorage.removeItem(store); }

  function touched(event) {
    if (stopped) return;
    var part = event && event.target.closest && event.target.closest("[data-part]");
    edits += 1;
    dirty[part ? part.dataset.part : ""] = edits;
    // What the page offers by itself is told with the first change.
    form.querySelectorAll("[data-offered]").forEach(function (offered) {
      dirty[offered.dataset.part] = edits;
      delete offered.dataset.offered;
    });
    keep();
    if (!first) first = Date.now();
    if (!running && failures === 0) say("dirty", "run");
    plan(Math.min(AFTER_KEY, Math.max(0, first + AT_MOST - Date.now())));
  }
  function plan(delay) {
    clearTimeout(timer);
    timer = setTimeout(save, delay);
  }

  // Only what was changed is sent: a long page stays quick, and small enough to be sent on leaving.
  function body() {
    var data = new URLSearchParams();
    var all = "" in dirty;
    var parts = {};
    if (!all) {
      form.querySelectorAll("[data-part]").forEach(function (part) {
        if (!(part.dataset.part in dirty)) return;
        part.querySelectorAll("[name]").forEach(function (input) { parts[input.name] = true; });
      });
    }
    entries().forEach(function (e) {
      if (all || parts[e[0]] || e[0] === "csrfmiddlewaretoken") data.append(e[0], e[1]);
    });
    data.set("auto", "1");
    return data;
  }
  function send(leaving) {
    return fetch(form.action, {
      method: "POST", body: body(), credentials: "same-origin", redirect: "manual",
      keepalive: Boolean(leaving), headers: { Accept: "application/json" },
    });
  }

  // Resolves to true where everything on the page is safe on the server.
  function save() {
    clearTimeout(timer);
    if (running) return running.then(function () { return edits > saved ? save() : true; });
    if (edits <= saved || stopped) return Promise.resolve(!stopped);
    var upto = edits;
    first = 0;
    if (failures === 0) say("saving", "run");
    running = attempt(true).then(function (done) {
      running = null;
      if (done) {
        saved = Math.max(saved, upto);
        failures = 0;
        Object.keys(dirty).forEach(function (part) { if (dirty[part] <= upto) delete dirty[part]; });
      }
      if (done && edits <= saved) forget();
      if (done && edits > saved) plan(AFTER_KEY);
      return done;
    });
    return running;
  }
  function attempt(again) {
    return send(false).then(function (answer) {
      if (answer.ok) return answer.json().then(took);
      if (answer.status === 401) return signIn(answer.headers.get("X-Sign-In"));
      if (answer.status === 403 && again) return mark().then(function (fresh) { return fresh && attempt(false); });
      if (answer.status === 404) return stop("other");
      if (answer.status === 409) return answer.json().then(function (data) { return stop("closed", data.closed); });
      return later("server");
    }, function () { return later("offline"); });
  }
  function stop(key, words) {
    stopped = true;
    if (words) texts[key] = words;
    say(key, "off");
    return false;
  }
  function later(key) {
    say(key, "off");
    plan(RETRY[Math.min(failures, RETRY.length - 1)]);
    failures += 1;
    return false;
  }
  function signIn(href) {
    failures += 1;
    say("signin", "off", {}, { href: href || "/", text: "signin_link", fresh: true });
    plan(5000);
    return false;
  }
  // A fresh safety mark: signing in elsewhere makes the page's own one void.
  function mark() {
    return fetch(form.dataset.mark + "?js=1", { credentials: "same-origin", redirect: "manual" }).then(function (answer) {
      if (answer.status === 401) return signIn(answer.headers.get("X-Sign-In"));
      if (!answer.ok) return later("server");
      return answer.json().then(function (data) {
        if (data.who !== form.dataset.who) return stop("other");
        document.querySelectorAll("input[name=csrfmiddlewaretoken]").forEach(function (input) { input.value = data.mark; });
        return true;
      });
    }, function () { return later("offline"); });
  }

  function took(data) {
    Object.keys(data.versions).forEach(function (key) {
      var input = form.elements["v:" + key];
      if (input) input.value = data.versions[key];
    });
    errors(data.errors);
    stand();
    if (form.querySelector("[name^='keep:'][value=theirs]:checked") && !data.clashes) {
      forget();
      location.reload();
      return true;
    }
    clashes(data.clashes);
    if (data.clashes) say("conflict", "off");
    else if (data.behind) say("behind", "off", { names: data.behind }, { href: location.pathname, text: "reload" });
    else say("saved", "ok", { at: data.at });
    return true;
  }
  function clashes(html) {
    var box = document.getElementById("problems");
    var shown = box.querySelectorAll("[name^='keep:'][value=mine]").length;
    var fresh = document.createElement("template");
    fresh.innerHTML = html;
    if (html && fresh.content.querySelectorAll("[name^='keep:'][value=mine]").length === shown) return;
    if (!html && !shown) return;
    box.replaceChildren(fresh.content);
    var note = box.querySelector("[data-focus]");
    if (note) note.scrollIntoView({ block: "nearest" });
  }
  // The live match comes after the save, and only once where several saves follow each other.
  var standing = null, again = false;
  function stand() {
    if (standing) { again = true; return; }
    var beside = document.getElementById("beside");
    if (beside) beside.setAttribute("aria-busy", "true");
    standing = fetch(form.dataset.standing, { credentials: "same-origin", redirect: "manual", headers: { Accept: "application/json" } })
      .then(function (answer) { return answer.ok ? answer.json() : {}; }, function () { return {}; })
      .then(function (data) {
        // Boxes ticked since then are not taken back: the next answer draws them.
        Object.keys(data).forEach(function (id) { if (id !== "tree" || edits === saved) swap(id, data[id]); });
        if (beside) beside.removeAttribute("aria-busy");
        standing = null;
        if (again) { again = false; stand(); }
      });
  }
  // What lay open stays open, and the box in hand stays in hand.
  function swap(id, html) {
    var part = document.getElementById(id);
    if (!part || !html || part.innerHTML === html) return;
    var held = part.contains(document.activeElement) ? document.activeElement : null;
    var open = {};
    part.querySelectorAll("details").forEach(function (d) { open[d.dataset.key] = d.open; });
    part.innerHTML = html;
    part.querySelectorAll("details").forEach(function (d) { if (d.dataset.key && d.dataset.key in open) d.open = open[d.dataset.key]; });
    if (held && held.name) {
      part.querySelectorAll("[name]").forEach(function (input) {
        if (input.name === held.name && input.value === held.value && input.type === held.type) input.focus({ preventScroll: true });
      });
    }
  }
  // What cannot be read is said beside its input, but not while it is being typed.
  function errors(found) {
    form.querySelectorAll(".b-err").forEach(function (line) {
      var name = line.id.replace(/-error$/, "");
      var field = line.parentElement;
      if (found[name] && field.contains(document.activeElement)) return;
      line.textContent = found[name] || "";
      line.hidden = !found[name];
      field.querySelectorAll(".b-in").forEach(function (input) {
        if (input.name.indexOf(name) === 0) input.toggleAttribute("aria-invalid", false);
        if (input.name.indexOf(name) === 0 && found[name]) input.setAttribute("aria-invalid", "true");
      });
    });
  }

  // What this tab had not saved when the page went away.
  function restore() {
    var text = sessionStorage.getItem(store);
    if (!text) return;
    var data = JSON.parse(text);
    if (data.who !== form.dataset.who) return forget();
    var missing = data.rows.find(function (e) { return /^.+:r:\d+:$/.test(e[0]) && !form.elements[e[0]]; });
    if (missing && location.search.indexOf("more=") < 0) {
      location.search = "?more=" + encodeURIComponent(missing[0].split(":")[0]);
      return;
    }
    var values = {};
    data.rows.forEach(function (e) { (values[e[0]] = values[e[0]] || []).push(e[1]); });
    Array.from(form.elements).forEach(function (input) {
      if (!input.name || input.name === "csrfmiddlewaretoken" || input.type === "submit") return;
      var said = values[input.name] || [];
      if (input.type === "checkbox" || input.type === "radio") input.checked = said.indexOf(input.value) >= 0;
      else if (input.name in values) input.value = said[0];
    });
    touched();
    say("restored", "run");
  }

  form.addEventListener("input", touched);
  form.addEventListener("change", touched);
  // A button works on what is safe already: nothing is lost if the next page does not come.
  form.addEventListener("submit", function (event) {
    if (form.dataset.go || edits <= saved || stopped) return;
    event.preventDefault();
    var button = event.submitter;
    save().then(function (done) {
      if (!done) return;
      form.dataset.go = "1";
      form.requestSubmit(button && button.form === form ? button : null);
      delete form.dataset.go;
    });
  });
  function leaving() {
    if (edits > saved && !running && !stopped) send(true).catch(function () { /* it stays in the storage */ });
  }
  window.addEventListener("pagehide", leaving);
  document.addEventListener("visibilitychange", function () {
    if (document.visibilityState === "hidden") leaving();
    else if (edits > saved) plan(0);
  });
  window.addEventListener("online", function () { if (edits > saved) plan(0); });
  window.addEventListener("focus", function () { if (edits > saved && failures) plan(0); });

  // Long lists of boxes: only those that hold what is typed.
  document.querySelectorAll("[data-sift]").forEach(function (sift) {
    sift.removeAttribute("name");
    sift.addEventListener("input", function (event) {
      event.stopPropagation();
      var word = sift.value.trim().toLowerCase();
      sift.parentElement.querySelectorAll(".b-opt").forEach(function (option) {
        option.hidden = Boolean(word) && option.textContent.toLowerCase().indexOf(word) < 0 && !option.querySelector(":checked");
      });
    });
    sift.addEventListener("keydown", function (event) { if (event.key === "Enter") event.preventDefault(); });
  });

  restore();
})();
