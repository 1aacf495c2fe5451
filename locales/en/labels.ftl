# Labels and wristbands.

labels-label-title = Label { $mrn }
labels-wristband-title = Wristband { $mrn }
labels-born = Born { $born }
labels-mrn = MRN { $mrn }
labels-unknown = not known
labels-size = Enter millimetres from { $from } to { $to }.
labels-copies = Enter a number from 1 to { $to }.
labels-no-such-paper = Choose a paper from the list, or enter its width and height.
labels-title = Labels and wristbands
labels-label = Label
labels-wristband = Wristband
labels-paper = Paper
labels-mm = { $width } × { $height } mm
labels-how-many = Copies
labels-other-paper = Another paper
labels-width = Width, mm
labels-height = Height, mm
labels-print-label = Print label
labels-print-wristband = Print wristband
labels-remembered = This browser remembers the paper. Every print is in the audit trail.
labels-demonstration = Demonstration
labels-no-font = [no font]
labels-female = Female
labels-male = Male
labels-other = Other
labels-sex-unknown = Sex not known
