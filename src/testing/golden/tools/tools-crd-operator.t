$ cat > crd.yaml <<'Y'
> apiVersion: apiextensions.k8s.io/v1
> kind: CustomResourceDefinition
> metadata: {name: webapps.tco.example.com}
> spec:
>   group: tco.example.com
>   scope: Namespaced
>   names: {plural: webapps, singular: webapp, kind: WebApp, shortNames: [wa], categories: [all, tco]}
>   versions:
>   - name: v1
>     served: true
>     storage: true
>     subresources: {status: {}, scale: {specReplicasPath: .spec.replicas, statusReplicasPath: .status.replicas, labelSelectorPath: .status.selector}}
>     selectableFields: [{jsonPath: .spec.image}]
>     additionalPrinterColumns: [{name: Image, type: string, jsonPath: .spec.image}, {name: Ready, type: integer, jsonPath: .status.replicas, priority: 0}, {name: Since, type: date, jsonPath: .status.since}, {name: Note, type: string, jsonPath: .spec.note, priority: 1}, {name: Age, type: date, jsonPath: .metadata.creationTimestamp}]
>     schema:
>       openAPIV3Schema:
>         type: object
>         required: [spec]
>         x-kubernetes-validations: [{rule: "self.metadata.name.startsWith('wa')", message: "names start with wa"}]
>         properties:
>           spec:
>             type: object
>             required: [image]
>             description: What is wanted.
>             x-kubernetes-validations: [{rule: "!has(self.max) || self.replicas <= self.max", message: above max}, {rule: "self.image == oldSelf.image || self.replicas == 0", message: "scale to 0 before"}]
>             properties: {image: {type: string, pattern: "^[a-z0-9:./-]+$", maxLength: 40}, replicas: {type: integer, default: 1, minimum: 0, maximum: 5}, max: {type: integer}, note: {type: string, nullable: true}, ports: {type: array, maxItems: 3, x-kubernetes-list-type: map, x-kubernetes-list-map-keys: [name], items: {type: object, required: [name], properties: {name: {type: string}, port: {x-kubernetes-int-or-string: true}}}}, tags: {type: array, x-kubernetes-list-type: set, items: {type: string}}, extra: {type: object, x-kubernetes-preserve-unknown-fields: true}, mode: {type: string, enum: [fast, slow]}}
>           status: {type: object, properties: {replicas: {type: integer}, selector: {type: string}, since: {type: string, format: date-time}}}
> Y
> kubectl apply -f crd.yaml; kubectl wait --for=condition=Established crd webapps.tco.example.com --timeout=20s; for i in $(seq 50); do kubectl get wa >/dev/null 2>&1 && break; sleep 0.1; done; kubectl api-resources --api-group=tco.example.com; kubectl explain wa.spec; kubectl explain wa.spec.ports --recursive | tail -6
customresourcedefinition.apiextensions.k8s.io/webapps.tco.example.com created
customresourcedefinition.apiextensions.k8s.io/webapps.tco.example.com condition met
NAME  SHORTNAMES  APIVERSION  NAMESPACED  KIND
webapps  wa  tco.example.com/v1  true  WebApp
GROUP:  tco.example.com
KIND:  WebApp
VERSION:  v1

FIELD: spec <Object>


DESCRIPTION:
    What is wanted.

FIELDS:
  extra  <Object>
    <no description>

  image  <string> -required-
    <no description>

  max  <integer>
    <no description>

  mode  <string>
  enum: fast, slow
    <no description>

  note  <string>
    <no description>

  ports  <[]Object>
    <no description>

  replicas  <integer>
    <no description>

  tags  <[]string>
    <no description>


DESCRIPTION:
    <empty>
FIELDS:
  name  <string> -required-
  port  <Object>

$ wa() { echo "{apiVersion: tco.example.com/v1, kind: WebApp, metadata: {name: $1}, spec: {$2}}"; }; wa wa1 'image: "nginx:1", note: hi, ports: [{name: a, port: 80}, {name: b, port: http}], tags: [x, y], extra: {any: {thing: 1}}' | kubectl apply -f -; kubectl get wa; kubectl get wa -o wide; kubectl get wa wa1 -o jsonpath='{.spec}{"\n"}'; kubectl get tco -o name; kubectl get all -o name | grep webapp
! The WebApp "wa1" is invalid:
! * spec.tags[1]: Invalid value: "boolean": spec.tags[1] in body must be of type string: "boolean"
! * <nil>: Invalid value: null: some validation rules were not checked because the object was invalid; correct the existing errors to complete validation
! No resources found in g-tools-crd-operator namespace.
! No resources found in g-tools-crd-operator namespace.
! Error from server (NotFound): webapps.tco.example.com "wa1" not found
[1]

$ wa x 'image: nginx' | kubectl create -f -; wa wa2 'image: "BAD!"' | kubectl create -f -; wa wa2 'image: a, replicas: 9' | kubectl create -f -; wa wa2 'image: a, mode: odd' | kubectl create -f -; wa wa2 'replicas: "x"' | kubectl create -f -; wa wa2 'image: a, nope: 1, extra: {x: 1}' | kubectl create -f -; wa wa2 'image: a, nope: 1' | kubectl create --validate=false -f - ; kubectl get wa wa2 -o jsonpath='{.spec}{"\n"}'; wa wa3 'image: a, replicas: 4, max: 3' | kubectl create -f -; wa wa3 'image: a, ports: [{name: a}, {name: a}], tags: [x, x]' | kubectl create -f -; wa wa3 'image: a, ports: [{name: a}, {name: b}, {name: c}, {name: d}]' | kubectl create -f -; wa wa3 'image: a, note: null' | kubectl create -f - -o jsonpath='{.spec}{"\n"}'
webapp.tco.example.com/wa2 created
{"image":"a","replicas":1}
{"image":"a","note":null,"replicas":1}
! The WebApp "x" is invalid: <nil>: Invalid value: names start with wa
! The WebApp "wa2" is invalid: spec.image: Invalid value: "BAD!": spec.image in body should match '^[a-z0-9:./-]+$'
! The WebApp "wa2" is invalid: spec.replicas: Invalid value: 9: spec.replicas in body should be less than or equal to 5
! The WebApp "wa2" is invalid:
! * spec.mode: Unsupported value: "odd": supported values: "fast", "slow"
! * <nil>: Invalid value: null: some validation rules were not checked because the object was invalid; correct the existing errors to complete validation
! The WebApp "wa2" is invalid:
! * spec.replicas: Invalid value: "string": spec.replicas in body must be of type integer: "string"
! * spec.image: Required value
! * .spec.replicas: Invalid value: 0: .spec.replicas accessor error: x is of the type string, expected int64
! * <nil>: Invalid value: null: some validation rules were not checked because the object was invalid; correct the existing errors to complete validation
! Error from server (BadRequest): error when creating "STDIN": WebApp in version "v1" cannot be handled as a WebApp: strict decoding error: unknown field "spec.nope"
! The WebApp "wa3" is invalid: spec: Invalid value: above max
! The WebApp "wa3" is invalid:
! * spec.ports[1]: Duplicate value: {"name":"a"}
! * spec.tags[1]: Duplicate value: "x"
! The WebApp "wa3" is invalid:
! * spec.ports: Too many: 4: must have at most 3 items
! * <nil>: Invalid value: null: some validation rules were not checked because the object was invalid; correct the existing errors to complete validation

$ kubectl patch wa wa1 --type=merge -p '{"spec":{"image":"other"}}'; kubectl scale wa wa1 --replicas=0; kubectl patch wa wa1 --type=merge -p '{"spec":{"image":"other"}}'; kubectl scale wa wa1 --replicas=3; kubectl scale wa wa1 --replicas=7; kubectl get wa wa1 --subresource=scale -o jsonpath='{.kind} {.spec.replicas} {.status}{"\n"}'; kubectl patch wa wa1 --subresource=status --type=merge -p '{"status":{"replicas":2,"selector":"app=wa1","since":"2026-01-01T00:00:00Z"},"spec":{"replicas":5}}'; kubectl get wa wa1 -o jsonpath='{.spec.replicas} {.status} {.metadata.generation}{"\n"}'; kubectl get wa wa1 --subresource=status | sed -E 's/[0-9]+[ydhms0-9]* +[0-9]+[ydhms]$/A A/'; kubectl patch wa wa1 -p '{"spec":{}}'; kubectl patch wa wa1 --type=json -p '[{"op":"replace","path":"/spec/tags/0","value":"z"},{"op":"test","path":"/spec/tags/1","value":"q"}]'; kubectl autoscale wa wa1 --max=3 --dry-run=server -o name
! Error from server (NotFound): webapps.tco.example.com "wa1" not found
! Error from server (NotFound): webapps.tco.example.com "wa1" not found
! Error from server (NotFound): webapps.tco.example.com "wa1" not found
! Error from server (NotFound): webapps.tco.example.com "wa1" not found
! Error from server (NotFound): webapps.tco.example.com "wa1" not found
! Error from server (NotFound): webapps.tco.example.com "wa1" not found
! Error from server (NotFound): webapps.tco.example.com "wa1" not found
! Error from server (NotFound): webapps.tco.example.com "wa1" not found
! Error from server (NotFound): webapps.tco.example.com "wa1" not found
! Error from server (NotFound): webapps.tco.example.com "wa1" not found
! Error from server (NotFound): webapps.tco.example.com "wa1" not found
! Error from server (NotFound): webapps.tco.example.com "wa1" not found
[1]

$ kubectl get wa --field-selector spec.image=other -o name; kubectl get wa --field-selector spec.note=hi; kubectl get wa --sort-by=.spec.image -o custom-columns=N:.metadata.name,I:.spec.image,R:.spec.replicas; kubectl describe wa wa1 | grep -v -e Creation -e Resource -e UID -e Since -e last-app -e '{"'; kubectl label wa --all x=y; kubectl annotate wa wa1 a=b; kubectl get wa -L x --no-headers | awk '{print $1,$NF}'
N  I  R
wa2  a  1
wa3  a  1
webapp.tco.example.com/wa2 labeled
webapp.tco.example.com/wa3 labeled
wa2 y
wa3 y
! Error from server (BadRequest): Unable to find "tco.example.com/v1, Resource=webapps" that match label selector "", field selector "spec.note=hi": field label not supported: spec.note
! Error from server (NotFound): webapps.tco.example.com "wa1" not found
! Error from server (NotFound): webapps.tco.example.com "wa1" not found

$ cat > op.sh <<'S'
> for n in $(kubectl get wa -o name); do i=$(kubectl get $n -o jsonpath='{.spec.image}'); r=$(kubectl get $n -o jsonpath='{.spec.replicas}'); u=$(kubectl get $n -o jsonpath='{.metadata.uid}'); m=${n##*/}
> kubectl create deploy $m --image=$i --replicas=$r --dry-run=client -o json | jq --arg u $u --arg m $m '.metadata.ownerReferences=[{apiVersion:"tco.example.com/v1",kind:"WebApp",name:$m,uid:$u,controller:true,blockOwnerDeletion:true}]' | kubectl apply -f - ; kubectl rollout status deploy/$m --timeout=30s | tail -1
> kubectl patch $n --subresource=status --type=merge -p "{\"status\":{\"replicas\":$(kubectl get deploy $m -o jsonpath='{.status.readyReplicas}')}}"; done
> S
> bash op.sh; kubectl get wa --no-headers | awk '{print $1,$2,$3}'; kubectl get deploy -o custom-columns=N:.metadata.name,O:.metadata.ownerReferences[0].kind,R:.status.readyReplicas
deployment.apps/wa2 created
deployment "wa2" successfully rolled out
webapp.tco.example.com/wa2 patched
deployment.apps/wa3 created
deployment "wa3" successfully rolled out
webapp.tco.example.com/wa3 patched
wa2 a 1
wa3 a 1
N  O  R
wa2  WebApp  1
wa3  WebApp  1

$ kubectl delete wa wa1 --wait; for i in $(seq 100); do kubectl get deploy wa1 >/dev/null 2>&1 || break; sleep 0.1; done; kubectl get deploy -o name; kubectl delete wa wa2 --cascade=orphan; sleep 0.3; kubectl get deploy wa2 -o jsonpath='{.metadata.ownerReferences}{"\n"}'; kubectl patch wa wa3 --type=merge -p '{"metadata":{"finalizers":["tco.example.com/hold"]}}'; kubectl delete wa wa3 --wait=false; kubectl get wa wa3 -o jsonpath='{.metadata.finalizers}{"\n"}'; kubectl patch wa wa3 --type=json -p '[{"op":"remove","path":"/metadata/finalizers"}]'; kubectl get wa
deployment.apps/wa2
deployment.apps/wa3
webapp.tco.example.com "wa2" deleted from g-tools-crd-operator namespace

webapp.tco.example.com/wa3 patched
webapp.tco.example.com "wa3" deleted from g-tools-crd-operator namespace
["tco.example.com/hold"]
webapp.tco.example.com/wa3 patched
! Error from server (NotFound): webapps.tco.example.com "wa1" not found
! No resources found in g-tools-crd-operator namespace.

$ sed -i 's/maximum: 5/maximum: 9/; s/served: true/served: true\n    deprecated: true\n    deprecationWarning: "use something else"/' crd.yaml; kubectl apply -f crd.yaml; for i in $(seq 50); do kubectl get wa 2>&1 | grep -q something && break; sleep 0.1; done; kubectl get wa; wa wa9 'image: a, replicas: 8' | kubectl apply -f -; kubectl delete crd webapps.tco.example.com; kubectl get wa; kubectl get deploy -o name; kubectl delete deploy --all --wait=false; kubectl explain webapps
customresourcedefinition.apiextensions.k8s.io/webapps.tco.example.com configured
webapp.tco.example.com/wa9 created
customresourcedefinition.apiextensions.k8s.io "webapps.tco.example.com" deleted
deployment.apps/wa2
deployment.apps "wa2" deleted from g-tools-crd-operator namespace
! Warning: use something else
! No resources found in g-tools-crd-operator namespace.
! Warning: use something else
! Error from server (NotFound): Unable to list "tco.example.com/v1, Resource=webapps": the server could not find the requested resource (get webapps.tco.example.com)
! error: couldn't find resource for "tco.example.com/v1, Resource=webapps"
[1]
