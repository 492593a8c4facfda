;;; eglot.el --- Eglot (1.9 or newer) in batch mode -*- lexical-binding: t -*-
;; Opens $FILE with `$SERVER lsp --stdio', picks the action that $ACTION matches, and prints what a user would have
;; seen as one line of JSON.
(require 'eglot)
(require 'flymake)
(require 'json)

(setq eglot-sync-connect 15
      eglot-connect-timeout 15
      eglot-confirm-server-initiated-edits nil
      make-backup-files nil
      create-lockfiles nil
      project-find-functions (list (lambda (_) (cons 'transient (getenv "ROOT")))))
(add-to-list 'eglot-server-programs
             `(python-mode . ("node" ,(getenv "SERVER") "lsp" "--stdio")))

(defvar report nil)
(defun note (key value) (setq report (append report (list (cons key value)))))
(defun finish (&optional problem)
  (when problem (note 'problem problem))
  (princ (concat (json-encode report) "\n"))
  (set-buffer-modified-p nil)
  (kill-emacs 0))
(defun until (what done)
  "Run Emacs until DONE says so; end with a report when WHAT has not come in 20 s."
  (let ((deadline (+ (float-time) 20)))
    (while (not (funcall done))
      (when (> (float-time) deadline) (finish what))
      (accept-process-output nil 0.05))))
(defun place (diagnostic)
  (save-excursion
    (goto-char (flymake-diagnostic-beg diagnostic))
    `((line . ,(1- (line-number-at-pos))) (column . ,(current-column))
      (text . ,(flymake-diagnostic-text diagnostic)))))
(defun warnings ()
  (seq-filter (lambda (one) (eq (flymake-diagnostic-type one) 'eglot-warning)) (flymake-diagnostics)))

(find-file (getenv "FILE"))
(python-mode)
;; `eglot-ensure' waits for `post-command-hook', which never runs in batch mode.
(apply #'eglot (eglot--guess-contact))
(flymake-start)
(until "no diagnostic came" #'warnings)
(note 'diagnostics (vconcat (mapcar #'place (warnings))))

(let* ((diagnostic (car (warnings)))
       (tick (buffer-chars-modified-tick))
       (last-nonmenu-event ?x)
       (completing-read-function
        (lambda (_ choices &rest _)
          (let ((titles (mapcar #'car choices)))
            (note 'actions (vconcat titles))
            (seq-find (lambda (title) (string-match-p (getenv "ACTION") title)) titles)))))
  (eglot-code-actions (flymake-diagnostic-beg diagnostic) (flymake-diagnostic-end diagnostic) nil t)
  (until "the action changed nothing" (lambda () (/= tick (buffer-chars-modified-tick)))))
(eglot--signal-textDocument/didChange)
(until "the diagnostic stayed" (lambda () (null (flymake-diagnostics))))
(note 'remaining 0)
(note 'text (buffer-substring-no-properties (point-min) (point-max)))
;; As `completion-at-point' does it when one is picked from the list.
(goto-char (point-max))
(insert "\n\n    cron")
(let* ((found (eglot-completion-at-point))
       (all (all-completions "cron" (nth 2 found)))
       (picked (seq-find (lambda (one) (string= one (getenv "TEMPLATE"))) all)))
  (note 'completions (vconcat (mapcar #'substring-no-properties all)))
  (delete-region (nth 0 found) (nth 1 found))
  (insert picked)
  (funcall (plist-get (nthcdr 3 found) :exit-function) picked 'finished))
(note 'completed (buffer-substring-no-properties (point-min) (point-max)))
(eglot-shutdown (eglot-current-server))
(finish)
;;; eglot.el ends here
