// In the frame of the work: a button asks the page around it to ask for a picture.
for (const button of document.querySelectorAll("[data-ask-picture]")) {
  button.addEventListener("click", () => {
    parent.postMessage({ kind: "ask_picture", paper: button.dataset.askPicture, label: button.dataset.label }, location.origin);
  });
}
