// What htmx leaves to the page: after a part was replaced, reading goes on at its heading.
"use strict";
document.documentElement.classList.add("js");
// Nothing is lost when a step does not arrive: the page stays and says so.
function arrived(did) {
  var note = document.getElementById("offline");
  note.hidden = did;
  if (!did) note.scrollIntoView({ block: "nearest" });
}
// Where the session has ended the answer says where to sign in; the page and its words stay.
function signedOut(event) {
  var request = event.detail && event.detail.xhr;
  if (!request || request.status !== 401) return false;
  var note = document.getElementById("signed-out");
  note.querySelector("a").href = request.getResponseHeader("X-Sign-In") || "/account/login/";
  note.hidden = false;
  note.scrollIntoView({ block: "nearest" });
  return true;
}
["htmx:sendError", "htmx:responseError", "htmx:timeout"].forEach(function (name) {
  document.addEventListener(name, function (event) { if (!signedOut(event)) arrived(false); });
});
document.addEventListener("htmx:afterSwap", function () { arrived(true); });
document.addEventListener("htmx:afterSwap", function (event) {
  var main = document.getElementById("main");
  var heading = main && main.querySelector("[data-focus], h1");
  if (!heading || (event.detail && event.detail.target && event.detail.target.id !== "main")) return;
  if (!heading.matches("input, select, textarea, button, a")) heading.setAttribute("tabindex", "-1");
  heading.focus({ preventScroll: true });
  window.scrollTo(0, 0);
});
// A part that is replaced under the keyboard keeps it: the same control, or the first one there.
var held = null;
function controls(part, which) { return Array.prototype.slice.call(part.querySelectorAll(which)); }
document.addEventListener("htmx:beforeSwap", function (event) {
  var target = event.detail.target, at = document.activeElement;
  held = target && target.id && target.id !== "main" && target.contains(at)
    ? { id: target.id, name: at.name, text: at.textContent } : null;
});
document.addEventListener("htmx:afterSwap", function () {
  var part = held && document.getElementById(held.id), was = held;
  held = null;
  if (!part || part.contains(document.activeElement)) return;
  var again = controls(part, "button, input, select, textarea, a[href]").filter(function (one) {
    return one.name === was.name && one.textContent === was.text && one.type !== "hidden";
  })[0] || controls(part, "input[type=file], button, a[href]")[0];
  if (again) again.focus({ preventScroll: true });
});
// A page that refuses says why: reading goes on there.
(function () {
  var came = performance.getEntriesByType("navigation")[0];
  if (!came || came.responseStatus !== 422) return;
  var why = document.querySelector("main .b-note-stop") || document.querySelector("main h1");
  if (!why) return;
  why.setAttribute("tabindex", "-1");
  why.focus();
})();
document.addEventListener("click", function (event) {
  if (event.target.closest && event.target.closest("[data-print]")) window.print();
});
// Older browsers print a closed details closed.
window.addEventListener("beforeprint", function () {
  document.querySelectorAll("details:not([open]):not(.b-fold)").forEach(function (part) {
    part.open = true;
    part.dataset.printed = "";
  });
});
window.addEventListener("afterprint", function () {
  document.querySelectorAll("details[data-printed]").forEach(function (part) {
    part.open = false;
    delete part.dataset.printed;
  });
});
// Signing out leaves nothing of what was typed in this tab.
document.addEventListener("submit", function (event) {
  if (event.target.action.indexOf("/account/logout/") < 0) return;
  Object.keys(sessionStorage).forEach(function (key) {
    if (key.indexOf("bole:") === 0) sessionStorage.removeItem(key);
  });
});
