// Files in chunks: dropped, chosen or photographed; they go on where the line broke.
"use strict";
(function () {
  var root = document.querySelector("[data-uploads]");
  if (!root || !window.fetch || !window.FormData) return;
  var words = root.dataset;
  var waiting = []; // groups of files, one after the other
  var busy = false;
  var signedOut = null; // what to call once somebody has signed in again

  function mark() {
    var field = document.querySelector("[name=csrfmiddlewaretoken]");
    return field ? field.value : "";
  }
  function ask(method, url, body) {
    return fetch(url, {
      method: method, body: body, credentials: "same-origin", redirect: "manual",
      headers: { "X-CSRFToken": mark(), "X-Bole-Upload": "1" },
    });
  }
  function pause(ms) {
    return new Promise(function (go) {
      var done = function () { window.removeEventListener("online", done); clearTimeout(timer); go(); };
      var timer = setTimeout(done, ms);
      window.addEventListener("online", done);
    });
  }
  // Waits until the person has signed in in another window and pressed the button.
  function signIn() {
    document.getElementById("up-signed-out").hidden = false;
    return new Promise(function (go) { signedOut = go; });
  }
  // The answer as JSON; a broken line is tried again, a lost sign-in waits.
  function sure(job, method, url, body) {
    var wait = 1000, full = false;
    function once() {
      full = false;
      if (job.stopped) return Promise.reject(new Error("stopped"));
      return ask(method, url, body()).then(function (answer) {
        if (answer.status === 401 || answer.status === 403 || answer.type === "opaqueredirect") {
          return signIn().then(once);
        }
        full = answer.status === 503;
        if (answer.status >= 500 || answer.status === 400 || answer.status === 429) throw new TypeError("again");
        return answer.json().then(function (data) {
          return { status: answer.status, data: data };
        });
      }).catch(function (error) {
        if (!(error instanceof TypeError)) throw error;
        if (job.tries++ > 40) throw new Error("failed");
        job.says(full ? words.wFull : words.wAgain);
        wait = Math.min(wait * 2, 30000);
        return pause(wait / 2).then(once);
      });
    }
    return once();
  }
  function hex(buffer) {
    return Array.prototype.map.call(new Uint8Array(buffer), function (b) {
      return ("0" + b.toString(16)).slice(-2);
    }).join("");
  }
  function hashed(file) {
    if (!window.crypto || !crypto.subtle || !file.arrayBuffer) return Promise.resolve("");
    return file.arrayBuffer().then(function (all) { return crypto.subtle.digest("SHA-256", all); })
      .then(hex).catch(function () { return ""; });
  }
  function form(values) {
    var data = new FormData();
    values.forEach(function (pair) { data.append(pair[0], pair[1]); });
    return data;
  }
  function refused(data) {
    var error = new Error("refused");
    error.problems = data.problems || [{ text: words.wFailed, hint: "" }];
    return error;
  }

  // One file's line: its name, how far it is, and a way to stop it.
  function line(row, file) {
    var item = document.createElement("li"), name = document.createElement("span");
    var bar = document.createElement("progress"), says = document.createElement("span");
    var stop = document.createElement("button");
    name.className = "name"; name.textContent = file.name;
    bar.max = Math.max(file.size, 1); bar.value = 0; bar.setAttribute("aria-label", file.name);
    says.className = "b-num"; says.textContent = words.wWait;
    stop.type = "button"; stop.className = "b-link"; stop.textContent = words.wStop;
    [name, bar, says, stop].forEach(function (part) { item.appendChild(part); });
    row.querySelector("[data-going]").appendChild(item);
    var job = { file: file, row: row.id, item: item, tries: 0, stopped: false };
    job.says = function (text) { says.textContent = text; };
    job.at = function (offset) {
      bar.value = offset;
      job.says(words.wSent + " " + Math.floor(100 * offset / bar.max) + "%");
    };
    job.bad = function (problems) {
      bar.remove(); stop.remove(); says.remove();
      problems.forEach(function (p) {
        var said = document.createElement("div");
        said.className = "is-bad"; said.setAttribute("role", "alert");
        said.textContent = p.text + " " + p.hint;
        item.appendChild(said);
      });
    };
    stop.addEventListener("click", function () {
      job.stopped = true;
      if (job.url) ask("DELETE", job.url).catch(function () {});
      item.remove();
    });
    return job;
  }
  function send(job, state) {
    if (state.ended || state.offset >= job.file.size) return Promise.resolve(state);
    job.at(state.offset);
    var end = Math.min(state.offset + state.chunk, job.file.size);
    return sure(job, "PATCH", state.url + "?offset=" + state.offset, function () {
      return job.file.slice(state.offset, end);
    }).then(function (answer) {
      if (answer.status === 422 || answer.status === 404) throw refused(answer.data);
      if (answer.data.offset > state.offset) job.tries = 0;
      return send(job, answer.data);
    });
  }
  function upload(job, url) {
    if (job.file.size > words.largest * 1048576) {
      return Promise.reject(refused({ problems: [{ text: job.file.name + " " + words.wLarge, hint: "" }] }));
    }
    job.says(words.wRead);
    return hashed(job.file).then(function (sum) {
      return sure(job, "POST", url, function () {
        return form([["name", job.file.name], ["size", job.file.size], ["sha256", sum]]);
      });
    }).then(function (answer) {
      if (answer.status !== 200) throw refused(answer.data);
      job.url = answer.data.url;
      return send(job, answer.data);
    }).then(function (state) { job.at(job.file.size); job.says(words.wCheck); return state.upload; });
  }
  function finish(jobs, url, ids, replaces) {
    var pairs = ids.map(function (id) { return ["upload", id]; });
    if (replaces) pairs.push(["replaces", replaces]);
    return sure(jobs[0], "POST", url, function () { return form(pairs); }).then(function (answer) {
      if (answer.status !== 200) throw refused(answer.data);
      jobs.forEach(function (job) { job.item.remove(); });
      show(jobs[0].row, answer.data);
    });
  }
  // The fresh row; what is still on its way in the old one moves over.
  function show(id, made) {
    var old = document.getElementById(id), holder = document.createElement("template");
    holder.innerHTML = made.row.trim();
    var fresh = holder.content.firstElementChild;
    var going = old.querySelector("[data-going]");
    var text = old.querySelector("textarea"), newText = fresh.querySelector("textarea");
    fresh.querySelector("[data-going]").replaceWith(going);
    if (text && newText) newText.value = text.value;
    var held = old.contains(document.activeElement);
    old.replaceWith(fresh);
    holder.innerHTML = made.progress.trim();
    document.getElementById("up-progress").replaceWith(holder.content.firstElementChild);
    if (window.htmx) window.htmx.process(fresh);
    var first = held && fresh.querySelector("input[type=file]");
    if (first) first.focus({ preventScroll: true });
  }
  function next() {
    if (busy || !waiting.length) return;
    busy = true;
    var group = waiting.shift(), ids = [];
    var jobs = group.jobs.filter(function (job) { return !job.stopped; });
    jobs.reduce(function (before, job) {
      return before.then(function () { return upload(job, group.start); })
        .then(function (id) { ids.push(id); });
    }, Promise.resolve()).then(function () {
      return jobs.length ? finish(jobs, group.finish, ids, group.replaces) : null;
    }).catch(function (error) {
      var left = jobs.filter(function (job) { return !job.stopped; });
      left.forEach(function (job, n) {
        if (n) job.item.remove();
        else job.bad(error.problems || [{ text: job.file.name + " ", hint: words.wFailed }]);
      });
    }).then(function () { busy = false; next(); });
  }
  function take(row, files, join, replaces) {
    var list = Array.prototype.slice.call(files);
    var photos = list.every(function (file) { return file.type.indexOf("image/") === 0; });
    var groups = join && photos && list.length > 1 ? [list] : list.map(function (f) { return [f]; });
    groups.forEach(function (group, n) {
      waiting.push({
        jobs: group.map(function (file) { return line(row, file); }),
        start: row.dataset.start, finish: row.dataset.finish, replaces: n ? "" : replaces,
      });
    });
    next();
  }
  function chosen(part, files) {
    var row = part.closest("[data-row]"), add = row && row.querySelector("[data-add]");
    if (!add || !files.length) return;
    var replaces = add.querySelector("[name=replaces]");
    take(row, files, add.querySelector("[name=join]").checked, replaces ? replaces.value : "");
    if (replaces) replaces.value = "";
  }

  function took(field) {
    chosen(field, field.files);
    field.value = "";
  }
  root.addEventListener("change", function (event) {
    if (event.target.type === "file") took(event.target);
  });
  // What was chosen before this script had come is not left lying.
  root.querySelectorAll("input[type=file]").forEach(took);
  function over(event) {
    var row = event.target.closest && event.target.closest("[data-row][data-start]");
    root.querySelectorAll(".is-over").forEach(function (r) { if (r !== row) r.classList.remove("is-over"); });
    return row;
  }
  ["dragover", "drop"].forEach(function (name) {
    window.addEventListener(name, function (event) {
      if (!event.dataTransfer || Array.prototype.indexOf.call(event.dataTransfer.types, "Files") < 0) return;
      event.preventDefault(); // a file dropped beside a row does not replace the page
      var row = over(event);
      if (!row) return;
      row.classList.toggle("is-over", name === "dragover");
      if (name === "drop") chosen(row, event.dataTransfer.files);
    });
  });
  document.addEventListener("click", function (event) {
    if (!event.target.matches || !event.target.matches("[data-up-resume]") || !signedOut) return;
    fetch(words.mark, { credentials: "same-origin" }).then(function (answer) {
      if (!answer.ok) return;
      return answer.json().then(function (data) {
        document.querySelectorAll("[name=csrfmiddlewaretoken]").forEach(function (f) { f.value = data.mark; });
        document.getElementById("up-signed-out").hidden = true;
        var go = signedOut;
        signedOut = null;
        go();
      });
    }).catch(function () {});
  });
  window.addEventListener("beforeunload", function (event) {
    if (busy || waiting.length) event.preventDefault();
  });
})();
