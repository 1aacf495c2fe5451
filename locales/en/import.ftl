import-title = Import
import-intro = Records that another hospital's system hands over as FHIR R4 bundles. An import can be repeated: what is the same is left alone, what the sender changed becomes a new version, and what was changed here stays.
import-files = Bundles
import-files-hint = One or more .json files: transaction, collection or searchset bundles. At most { $files } files of { $megabytes } MB each.
import-files-missing = Choose at least one file.
import-source = Sender's name
import-source-hint = Needed when two senders number their records alike. Give the same name every time.
import-dry-run = Only say what would be done; keep nothing
import-button = Import
import-runs = Earlier imports
import-runs-none = Nothing has been imported yet.
import-col-when = When
import-col-what = What
import-col-status = Status
import-col-files = Files
import-col-resources = Resources
import-by-command-line = On the command line
import-by-page = { $count ->
    [one] One file by this page
   *[other] { $count } files by this page
}
import-running = Running
import-finished = Finished
import-failed = Stopped by an error
import-dry = Dry run
import-run-title = Import of { $when }
import-progress = { $done } of { $files } files, { $resources } resources
import-progress-label = Files that are done
import-reload = Look again
import-stopped = The import was stopped by an error.
import-stopped-why = Files that were done until then are kept. It can be repeated without harm.
import-dry-notice = Dry run.
import-dry-why = Nothing was kept. This is what would be done with all of these files, one after the other.
import-result = Result
import-files-read = { $files ->
    [one] One file was taken, { $refused } refused.
   *[other] { $files } files were taken, { $refused } refused.
}
import-kind = Resource
import-created = Created
import-updated = Updated
import-skipped = Unchanged
import-conflicts = Conflicts
import-not-taken = Not taken
import-total = All
import-left = Not taken
import-left-note = with the reason
import-remarks = Taken, with something to know
import-conflict-list = Changed at the sender and here
import-conflict-note = left as it is here
import-duplicates = Probably the same person
import-duplicates-note = came in beside somebody who was here before; merge them if they are one
import-duplicate-first = Came in
import-duplicate-other = Was here
import-sent-as = { $number } at the sender
import-refused = Refused
import-refused-note = nothing of these files was kept
import-file = File
import-reason = Reason
import-count = Number
import-original = Sender's number
import-nothing = No file held anything that could be taken.
import-started = The import is running.

# Why a resource is not taken, or was left as it is here
import-reason-not-a-patient = It is not about a patient
import-reason-no-patient = It does not say which patient it is about
import-reason-no-code = It has neither a code nor a text
import-reason-no-status = It has no status
import-reason-do-not-give = It says that a medicine must not be given
import-reason-no-medicine = It does not say which medicine it is about
import-reason-no-plan = It says nothing about what is planned
import-reason-no-name = It has no name
import-reason-modifier = It has a modifierExtension, which changes what it means
import-reason-delete = A request to delete
import-reason-empty = An entry without a resource
import-reason-no-id = It has no id, so that it could not be recognised the next time
import-reason-id-twice = The same id appears twice in the bundle
import-reason-bills = The sender's bills are not imported
import-reason-documents = Images and documents are not imported
import-reason-medicine = A medicine by itself; prescriptions that point to it carry its name
import-reason-message = A message of the sending system
import-reason-no-place = This kind of resource has no place here yet
import-reason-patient-unknown = Its patient is not known here
import-reason-changed-here = It was changed here since the last import, and by the sender
import-reason-another-person = The sender now gives another person's name and birth date under this id; nothing of theirs was taken
import-reason-national-number = Its national number is that of another patient here and was left out
import-reason-long-id = Its id is longer than { $most } characters
import-reason-long-text = One of its texts is longer than { $most } characters
import-reason-long-name = Its name is longer than { $most } characters
import-reason-unknown = { $what ->
    [verification] Unknown verification status “{ $word }”
    [clinical] Unknown clinical status “{ $word }”
    [severity] Unknown severity “{ $word }”
    [type] Unknown type “{ $word }”
    [criticality] Unknown criticality “{ $word }”
    [intent] Unknown intent “{ $word }”
    [step] Unknown status of a step “{ $word }”
    [gender] Unknown gender “{ $word }”
   *[status] Unknown status “{ $word }”
}

# Why a file is refused, and where
import-place = Place
import-place-byte = byte { $byte }
import-place-line = line { $line }, column { $column }
import-place-element = { $path }
import-refusal-too-large = The file is larger than { $megabytes } MB
import-refusal-gone = The file is no longer there
import-refusal-forbidden = The file may not be read by the account under which Wardbook runs
import-refusal-unreadable = The file could not be read
import-refusal-not-text = What stands there is not UTF-8 text
import-refusal-bundle-type = A Bundle of type “{ $name }” holds no records to import
import-refusal-no-type = The Bundle does not say its type
import-refusal-other-resource = A FHIR Bundle is expected, this is a “{ $name }”
import-refusal-no-bundle = A FHIR Bundle is expected, and this is none
import-refusal-rule = The database's rule “{ $rule }” does not let it in
import-refusal-said = { $said }
import-wrong-ends-early = The file ends in the middle
import-wrong-escape = There is half of a character, or an escape that means none
import-wrong-too-deep = It is nested too deeply
import-wrong-json = This is not valid JSON
import-wrong-twice = The field “{ $name }” stands there twice
import-wrong-value = This value does not belong there
import-wrong-kind = { $expected ->
    [text] A text
    [number] A number
    [truth] True or false
    [object] An object
    [list] A list
   *[other] Something else
} is expected, and there is { $found ->
    [text] a text
    [number] a number
    [truth] true or false
    [object] an object
    [list] a list
    [nothing] nothing
   *[other] something else
}
import-wrong-nul = The text holds a NUL character
import-wrong-digits = The number has too many digits
import-wrong-too-large = { $number } is too large a number
import-wrong-date = “{ $written }” is not a date
import-wrong-no-such-date = There is no date “{ $written }”
import-wrong-date-range = The date “{ $written }” is out of range
import-wrong-no-such-time = There is no time “{ $written }”
import-wrong-no-offset = “{ $written }” is a time without its offset from UTC
import-wrong-no-resource-type = It does not say its resourceType
