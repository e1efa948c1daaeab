$ C=/api/v1/namespaces/$NS/configmaps; del() { api DELETE "$C/a$2" "$1" -H content-type:application/json | node -e 'const[h,...b]=require("fs").readFileSync(0,"utf8").split("\n"),o=JSON.parse(b.join("\n"));console.log(h,o.status==="Failure"?o.reason+" "+o.message:o.kind+" "+(o.status??JSON.stringify([o.metadata.finalizers,o.metadata.deletionGracePeriodSeconds])))'; }; kubectl create cm a
configmap/a created

$ del '{"dryRun":["All"]}'; del '{"dryRun":["No"]}'; del '{"propagationPolicy":"Nope"}'; del '{"propagationPolicy":""}'; del '{"orphanDependents":true,"propagationPolicy":"Orphan"}'
HTTP 200 application/json Status Success
HTTP 422 application/json Invalid DeleteOptions.meta.k8s.io "" is invalid: dryRun: Unsupported value: ["No"]: supported values: "All"
HTTP 422 application/json Invalid DeleteOptions.meta.k8s.io "" is invalid: propagationPolicy: Unsupported value: "Nope": supported values: "Foreground", "Background", "Orphan", "nil"
HTTP 422 application/json Invalid DeleteOptions.meta.k8s.io "" is invalid: propagationPolicy: Unsupported value: "": supported values: "Foreground", "Background", "Orphan", "nil"
HTTP 422 application/json Invalid DeleteOptions.meta.k8s.io "" is invalid: propagationPolicy: Invalid value: "Orphan": orphanDependents and deletionPropagation cannot be both set

$ del '{"propagationPolicy":"Orphan","dryRun":["All"]}'; del '{"propagationPolicy":"Foreground","dryRun":["All"]}'; del '{"orphanDependents":false,"dryRun":["All"]}'; del '{"gracePeriodSeconds":-1,"dryRun":["All"]}'
HTTP 200 application/json ConfigMap [["orphan"],0]
HTTP 200 application/json ConfigMap [["foregroundDeletion"],0]
HTTP 200 application/json Status Success
HTTP 200 application/json Status Success

$ del '{"gracePeriodSeconds":1.5}'; del '{"gracePeriodSeconds":"3"}'; del '{"kind":"Foo","apiVersion":"v1"}'; del '[]'; del 'x'
HTTP 400 application/json BadRequest json: cannot unmarshal number 1.5 into Go struct field DeleteOptions.gracePeriodSeconds of type int64
HTTP 400 application/json BadRequest json: cannot unmarshal string into Go struct field DeleteOptions.gracePeriodSeconds of type int64
HTTP 400 application/json BadRequest no kind "Foo" is registered for version "v1" in scheme "pkg/runtime/scheme.go:111"
HTTP 400 application/json BadRequest couldn't get version/kind; json parse error: json: cannot unmarshal array into Go value of type struct { APIVersion string "json:\"apiVersion,omitempty\""; Kind string "json:\"kind,omitempty\"" }
HTTP 400 application/json BadRequest couldn't get version/kind; json parse error: invalid character 'x' looking for beginning of value

$ del '' '?dryRun=x'; del '' '?propagationPolicy=x'; del '' '?gracePeriodSeconds=abc'; del '' '?dryRun='; del '' '?orphanDependents=true&propagationPolicy=Orphan'
HTTP 422 application/json Invalid DeleteOptions.meta.k8s.io "" is invalid: dryRun: Unsupported value: ["x"]: supported values: "All"
HTTP 422 application/json Invalid DeleteOptions.meta.k8s.io "" is invalid: propagationPolicy: Unsupported value: "x": supported values: "Foreground", "Background", "Orphan", "nil"
HTTP 400 application/json BadRequest strconv.ParseInt: parsing "abc": invalid syntax
HTTP 422 application/json Invalid DeleteOptions.meta.k8s.io "" is invalid: dryRun: Unsupported value: [""]: supported values: "All"
HTTP 422 application/json Invalid DeleteOptions.meta.k8s.io "" is invalid: propagationPolicy: Invalid value: "Orphan": orphanDependents and deletionPropagation cannot be both set

$ del '{"preconditions":{"uid":"x"}}'; del '{"preconditions":{"uid":""}}'; del "{\"preconditions\":{\"uid\":\"$(kubectl get cm a -o jsonpath='{.metadata.uid}')\"},\"dryRun\":[\"All\"]}"
HTTP 409 application/json Conflict Operation cannot be fulfilled on ConfigMap "a": the UID in the precondition (x) does not match the UID in record (<uid>). The object might have been deleted and then recreated
HTTP 409 application/json Conflict Operation cannot be fulfilled on ConfigMap "a": the UID in the precondition () does not match the UID in record (<uid>). The object might have been deleted and then recreated
HTTP 200 application/json Status Success

$ kubectl patch cm a --type merge -p '{"metadata":{"finalizers":["x.io/f"]}}'; del; del; del '{"gracePeriodSeconds":5}'; kubectl create cm a
configmap/a patched
HTTP 200 application/json ConfigMap [["x.io/f"],0]
HTTP 200 application/json ConfigMap [["x.io/f"],0]
HTTP 200 application/json ConfigMap [["x.io/f"],0]
! error: failed to create configmap: object is being deleted: configmaps "a" already exists
[1]

$ kubectl patch cm a --type merge -p '{"metadata":{"finalizers":["x.io/f","y.io/f"]}}'; kubectl patch cm a --type merge -p '{"metadata":{"deletionTimestamp":"2020-01-01T00:00:00Z"}}'; kubectl patch cm a --type merge -p '{"metadata":{"creationTimestamp":"2020-01-01T00:00:00Z"}}'
configmap/a patched (no change)
configmap/a patched (no change)
! The ConfigMap "a" is invalid: metadata.finalizers: Forbidden: no new finalizers can be added if the object is being deleted, found new finalizers []string{"y.io/f"}

$ kubectl patch cm a --type merge --dry-run=server -p '{"metadata":{"finalizers":null}}'; kubectl get cm a -o jsonpath='{.metadata.finalizers}{"\n"}'; kubectl patch cm a --type merge -p '{"metadata":{"finalizers":[]}}'; kubectl get cm a
configmap/a patched
["x.io/f"]
configmap/a patched
! Error from server (NotFound): configmaps "a" not found
[1]

$ P=/api/v1/namespaces/$NS/pods; kubectl run p --image=i --overrides='{"spec":{"nodeName":"nowhere"}}' >/dev/null; g() { api DELETE "$P/p" "$1" -H content-type:application/json | grep -E 'HTTP|deletionGrace|message'; }; g; g '{"gracePeriodSeconds":60}'; g '{"gracePeriodSeconds":10}'; g '{"gracePeriodSeconds":-1}'; g '{"gracePeriodSeconds":0}'; kubectl get pod p
HTTP 200 application/json
  "deletionGracePeriodSeconds": 30,
HTTP 200 application/json
  "deletionGracePeriodSeconds": 30,
HTTP 200 application/json
  "deletionGracePeriodSeconds": 10,
HTTP 200 application/json
  "deletionGracePeriodSeconds": 1,
HTTP 200 application/json
  "deletionGracePeriodSeconds": 0,
! Error from server (NotFound): pods "p" not found
[1]
