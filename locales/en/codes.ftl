# Codes for diagnoses.

codes-title = Diagnosis codes
codes-find-by = Code or words
codes-search = Search
codes-code = Code
codes-words = Diagnosis
codes-hits = Best matches
codes-favourites = Your favourites
codes-favourite = Favourite
codes-keep = Keep
codes-forget = Remove
codes-broad = finer codes below
codes-aside = no longer in the list
codes-more = There are more. Type another word.
codes-nothing = No code matches
codes-nothing-found = No code matches
codes-free-text = A diagnosis can be written in your own words.
codes-no-favourites = No favourites yet
codes-no-favourites-why = Search for a code and keep it: from then on it comes first.
codes-none-loaded = No code list has been loaded, so diagnoses are written in words. Whoever runs this installation loads one with “wardbook import codes icd10 FILE”.
