"""Opens the editor and prints the seconds to a usable window, or from Open to a photo's first paint."""

import time

STARTED_AT = time.perf_counter()

import sys  # noqa: E402
from pathlib import Path  # noqa: E402

from app import environment  # noqa: E402

environment.prepare()

from PySide6.QtCore import QEvent, QObject, QTimer  # noqa: E402
from PySide6.QtWidgets import QApplication  # noqa: E402

from app.application import Editor  # noqa: E402


class FirstPaint(QObject):
    """Ends the program once the canvas has painted a photo."""

    def __init__(self, editor: Editor) -> None:
        super().__init__()
        self._editor, self.since = editor, 0.0
        self._done = False
        for page in (editor.canvas, editor.opening_preview):
            page.installEventFilter(self)

    def eventFilter(self, page: QObject, event: QEvent) -> bool:
        shown = page is self._editor.opening_preview or self._editor.canvas.document is not None
        if event.type() == QEvent.Type.Paint and shown and not self._done:
            self._done = True
            QTimer.singleShot(0, lambda: end(self._editor, self.since))
        return False


def end(editor: Editor, since: float) -> None:
    print(f"{time.perf_counter() - since:.3f}", flush=True)
    editor.document_jobs.stop(editor.window.close)  # after a opening_preview the photo is still being read


def main(photo: Path | None) -> None:
    application = QApplication(sys.argv[:1])
    editor = Editor(application)
    editor.open(None)
    if photo is None:
        # Twice through the event loop: shown, painted, and answering.
        QTimer.singleShot(0, lambda: QTimer.singleShot(0, lambda: end(editor, STARTED_AT)))
    else:
        paint = FirstPaint(editor)

        def open_photo() -> None:
            paint.since = time.perf_counter()
            editor.files.open(photo)

        QTimer.singleShot(500, open_photo)
    application.exec()


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else None)
