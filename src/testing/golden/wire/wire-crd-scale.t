$ kubectl apply -f - <<Y
> apiVersion: apiextensions.k8s.io/v1
> kind: CustomResourceDefinition
> metadata: {name: scs.ships.example.com}
> spec:
>   group: ships.example.com
>   scope: Namespaced
>   names: {plural: scs, kind: Sc}
>   versions:
>   - {name: v1, served: true, storage: true, subresources: {status: {}, scale: {specReplicasPath: .spec.a.replicas, statusReplicasPath: .status.a.replicas, labelSelectorPath: .status.a.sel}}, schema: {openAPIV3Schema: {type: object, x-kubernetes-preserve-unknown-fields: true}}}
>   - {name: v2, served: true, storage: false, schema: {openAPIV3Schema: {type: object, x-kubernetes-preserve-unknown-fields: true}}}
> Y
> kubectl wait --for=condition=Established crd/scs.ships.example.com --timeout=20s; sleep 1
customresourcedefinition.apiextensions.k8s.io/scs.ships.example.com created
customresourcedefinition.apiextensions.k8s.io/scs.ships.example.com condition met

$ for s in '{a: {replicas: -1}}' '{a: {replicas: 3000000000}}' '{a: {replicas: x}}' '{a: {replicas: 1.5}}' '{a: {replicas: null}}' '{a: 5}' '{a: []}' 'x' '{a: {replicas: true}}' '{a: {replicas: {}}}'; do echo "== $s"; kubectl create -f - <<Y
> {apiVersion: ships.example.com/v1, kind: Sc, metadata: {generateName: a-}, spec: $s}
> Y
> done 2>&1 | sed -E 's/a-[a-z0-9]{5}/a-X/g'
== {a: {replicas: -1}}
The Sc "a-X" is invalid: .spec.a.replicas: Invalid value: -1: should be a non-negative integer
== {a: {replicas: 3000000000}}
The Sc "a-X" is invalid: .spec.a.replicas: Invalid value: 3000000000: should be less than or equal to 2147483647
== {a: {replicas: x}}
The Sc "a-X" is invalid: .spec.a.replicas: Invalid value: 0: .spec.a.replicas accessor error: x is of the type string, expected int64
== {a: {replicas: 1.5}}
The Sc "a-X" is invalid: .spec.a.replicas: Invalid value: 0: .spec.a.replicas accessor error: 1.5 is of the type float64, expected int64
== {a: {replicas: null}}
The Sc "a-X" is invalid: .spec.a.replicas: Invalid value: 0: .spec.a.replicas accessor error: <nil> is of the type <nil>, expected int64
== {a: 5}
The Sc "a-X" is invalid: .spec.a.replicas: Invalid value: 0: .spec.a.replicas accessor error: 5 is of the type int64, expected map[string]interface{}
== {a: []}
The Sc "a-X" is invalid: .spec.a.replicas: Invalid value: 0: .spec.a.replicas accessor error: [] is of the type []interface {}, expected map[string]interface{}
== x
The Sc "a-X" is invalid: .spec.a.replicas: Invalid value: 0: .spec.a accessor error: x is of the type string, expected map[string]interface{}
== {a: {replicas: true}}
The Sc "a-X" is invalid: .spec.a.replicas: Invalid value: 0: .spec.a.replicas accessor error: true is of the type bool, expected int64
== {a: {replicas: {}}}
The Sc "a-X" is invalid: .spec.a.replicas: Invalid value: 0: .spec.a.replicas accessor error: map[] is of the type map[string]interface {}, expected int64

$ kubectl create -f - <<Y
> {apiVersion: ships.example.com/v1, kind: Sc, metadata: {name: b}, spec: {a: {replicas: 2}}}
> Y
> for s in '{"a":{"replicas":-1}}' '{"a":{"replicas":"x"}}' '{"a":{"sel":"a=b,,"}}' '{"a":{"sel":5}}' '{"a":7}' '"x"'  '{"a":{"replicas":3000000000}}' '{"a":{"replicas":1.5,"sel":"a in (b)"}}'; do echo "== $s"; kubectl patch scs.v1.ships.example.com b --subresource=status --type=merge -p "{\"status\":$s}"; kubectl get scs.v1.ships.example.com b --subresource=scale -o jsonpath='{.status}{"\n"}'; done
sc.ships.example.com/b created
== {"a":{"replicas":-1}}
{"replicas":0}
== {"a":{"replicas":"x"}}
{"replicas":0}
== {"a":{"sel":"a=b,,"}}
sc.ships.example.com/b patched
{"replicas":0,"selector":"a=b,,"}
== {"a":{"sel":5}}
{"replicas":0,"selector":"a=b,,"}
== {"a":7}
{"replicas":0,"selector":"a=b,,"}
== "x"
{"replicas":0,"selector":"a=b,,"}
== {"a":{"replicas":3000000000}}
{"replicas":0,"selector":"a=b,,"}
== {"a":{"replicas":1.5,"sel":"a in (b)"}}
{"replicas":0,"selector":"a=b,,"}
! The Sc "b" is invalid: .status.a.replicas: Invalid value: -1: should be a non-negative integer
! The Sc "b" is invalid: .status.a.replicas: Invalid value: 0: .status.a.replicas accessor error: x is of the type string, expected int64
! The Sc "b" is invalid: .status.a.sel: Invalid value: "": .status.a.sel accessor error: 5 is of the type int64, expected string
! The Sc "b" is invalid:
! * .status.a.replicas: Invalid value: 0: .status.a.replicas accessor error: 7 is of the type int64, expected map[string]interface{}
! * .status.a.sel: Invalid value: "": .status.a.sel accessor error: 7 is of the type int64, expected map[string]interface{}
! The Sc "b" is invalid:
! * .status.a.replicas: Invalid value: 0: .status.a accessor error: x is of the type string, expected map[string]interface{}
! * .status.a.sel: Invalid value: "": .status.a accessor error: x is of the type string, expected map[string]interface{}
! The Sc "b" is invalid: .status.a.replicas: Invalid value: 3000000000: should be less than or equal to 2147483647
! The Sc "b" is invalid: .status.a.replicas: Invalid value: 0: .status.a.replicas accessor error: 1.5 is of the type float64, expected int64

$ for s in '{"spec":{"replicas":-1}}' '{"spec":{"replicas":null}}' '{"spec":{"replicas":"x"}}' '{"spec":{"replicas":3000000000}}' '{"metadata":{"resourceVersion":"1"}}' '{"metadata":{"name":"zz"}}' '{"spec":{"foo":1}}' '{"spec":{"replicas":4},"status":{"replicas":9}}'; do echo "== $s"; kubectl patch scs.v1.ships.example.com b --subresource=scale --type=merge -p "$s"; done; kubectl get scs.v1.ships.example.com b -o jsonpath='{.spec}{"\n"}'; kubectl scale scs.v1.ships.example.com b --replicas=5 --current-replicas=1; kubectl scale scs.v1.ships.example.com b --replicas=5 --current-replicas=4; kubectl scale scs.v1.ships.example.com b --replicas=-2; kubectl scale scs.v2.ships.example.com b --replicas=1; kubectl get scs.v2.ships.example.com b -o jsonpath='{.apiVersion}{"\n"}'; kubectl get --raw /apis/ships.example.com/v2/namespaces/$NS/scs/b/scale; kubectl get --raw /apis/ships.example.com/v1/namespaces/$NS/scs/nope/scale; kubectl create -f - <<Y
> {apiVersion: ships.example.com/v1, kind: Sc, metadata: {name: c}}
> Y
> kubectl get scs.v1.ships.example.com c --subresource=scale -o json | grep -v -E 'uid|resourceV|creationT'; kubectl scale scs.v1.ships.example.com c --replicas=2; kubectl get scs.v1.ships.example.com c -o jsonpath='{.spec}{"\n"}'
== {"spec":{"replicas":-1}}
== {"spec":{"replicas":null}}
scale.autoscaling/b patched
== {"spec":{"replicas":"x"}}
== {"spec":{"replicas":3000000000}}
== {"metadata":{"resourceVersion":<rv>}}
== {"metadata":{"name":"zz"}}
== {"spec":{"foo":1}}
scale.autoscaling/b patched (no change)
== {"spec":{"replicas":4},"status":{"replicas":9}}
scale.autoscaling/b patched
{"a":{"replicas":4}}
ships.example.com/v2
sc.ships.example.com/c created
sc.ships.example.com/c scaled
{"a":{"replicas":2}}
! The Sc "b" is invalid: .spec.a.replicas: Invalid value: -1: should be a non-negative integer
! The request is invalid: patch: Invalid value: "{\"apiVersion\":\"autoscaling/v1\",\"kind\":\"Scale\",\"metadata\":{\"name\":\"b\",\"namespace\":\"g-wire-crd-scale\",\"uid\":\"<uid>\",\"resourceVersion\":<rv>,\"creationTimestamp\":\"<time>\"},\"spec\":{\"replicas\":\"x\"},\"status\":{\"replicas\":0,\"selector\":\"a=b,,\"}}": json: cannot unmarshal string into Go struct field ScaleSpec.spec.replicas of type int32
! The request is invalid: patch: Invalid value: "{\"apiVersion\":\"autoscaling/v1\",\"kind\":\"Scale\",\"metadata\":{\"name\":\"b\",\"namespace\":\"g-wire-crd-scale\",\"uid\":\"<uid>\",\"resourceVersion\":<rv>,\"creationTimestamp\":\"<time>\"},\"spec\":{\"replicas\":3000000000},\"status\":{\"replicas\":0,\"selector\":\"a=b,,\"}}": json: cannot unmarshal number 3000000000 into Go struct field ScaleSpec.spec.replicas of type int32
! Error from server (Conflict): Operation cannot be fulfilled on scs.ships.example.com "b": the object has been modified; please apply your changes to the latest version and try again
! Error from server (BadRequest): the name of the object (zz) does not match the name on the URL (b)
! Warning: unknown field "spec.foo"
! Error from server (NotFound): scs.ships.example.com "b" not found
! Error from server (NotFound): scs.ships.example.com "b" not found
! error: The --replicas=COUNT flag is required, and COUNT must be greater than or equal to 0
! Error from server (NotFound): scs.ships.example.com "b" not found
! Error from server (NotFound): scs.ships.example.com "b" not found
! Error from server (NotFound): scs.ships.example.com "nope" not found
! Error from server (InternalError): Internal error occurred: the spec replicas field ".spec.a.replicas" does not exist

$ kubectl delete crd scs.ships.example.com
customresourcedefinition.apiextensions.k8s.io "scs.ships.example.com" deleted
