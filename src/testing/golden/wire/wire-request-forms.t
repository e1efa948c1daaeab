$ C=/api/v1/namespaces/$NS/configmaps; kubectl create cm a --from-literal=k=v; kubectl create cm b; m() { grep -E 'HTTP|"message"|"field"' | cut -c1-230; }
configmap/a created
configmap/b created

## what cannot be decoded of a query does not count
$ api GET "$C?limit=%zz&a;b=c&fieldSelector=metadata.name%3Db" | grep '"name"'; api GET "$C?watch=1&limit=x" | m; api GET "$C?watch=1&continue=abc" | m
    "name": "b",
HTTP 400 application/json
 "message": "strconv.ParseInt: parsing \"x\": invalid syntax",
HTTP 422 application/json
    "field": "resourceVersionMatch",
    "message": "Forbidden: resourceVersionMatch is forbidden when continue is provided",
 "message": "ListOptions.meta.k8s.io \"\" is invalid: resourceVersionMatch: Forbidden: resourceVersionMatch is forbidden when continue is provided",

## options of a deletion: the body's, or else the query's
$ api DELETE "$C/b?dryRun=All" | head -1; kubectl get cm b -o name; api DELETE "$C/b?dryRun=All" '{"kind":"DeleteOptions","apiVersion":"v1"}' -H content-type:application/json | head -1; kubectl get cm b -o name
HTTP 200 application/json
configmap/b
HTTP 200 application/json
! Error from server (NotFound): configmaps "b" not found
[1]

## what is looked at first
$ for t in json-patch merge-patch strategic-merge-patch; do api PATCH "$C/none" 'x' -H content-type:application/$t+json | m; done
HTTP 404 application/json
 "message": "configmaps \"none\" not found",
HTTP 404 application/json
 "message": "configmaps \"none\" not found",
HTTP 404 application/json
 "message": "configmaps \"none\" not found",

$ api PATCH "$C/none?fieldManager=me" '{"kind":"ConfigMap","apiVersion":"v1"}' -H content-type:application/apply-patch+yaml | m; api PATCH "$C/a?dryRun=Some" '{}' -H content-type:application/apply-patch+yaml | m
HTTP 400 application/json
 "message": "the name of the object (none based on URL) was undeterminable: name must be provided",
HTTP 422 application/json
    "field": "fieldManager",
    "message": "Required value: is required for apply patch",
    "field": "dryRun",
    "message": "Unsupported value: [\"Some\"]: supported values: \"All\"",
 "message": "PatchOptions.meta.k8s.io \"\" is invalid: [fieldManager: Required value: is required for apply patch, dryRun: Unsupported value: [\"Some\"]: supported values: \"All\"]",

$ api PUT "$C/a" '{"metadata":{"name":"a","namespace":"other"}}' | m; api PUT "$C/a" '{"metadata":{"name":"a","resourceVersion":"x"}}' | m; api POST "$C" '{}' | m; api POST "$C?dryRun=All" '{"metadata":{"name":"q","resourceVersion":"5"}}' | head -1
HTTP 400 application/json
 "message": "the namespace of the provided object does not match the namespace sent on the request",
HTTP 500 application/json
 "message": "strconv.ParseUint: parsing \"x\": invalid syntax",
HTTP 422 application/json
    "field": "metadata.name",
    "message": "Required value: name or generateName is required",
 "message": "ConfigMap \"\" is invalid: metadata.name: Required value: name or generateName is required",
HTTP 201 application/json

$ for t in 'application/json;;' 'application/json; charset=utf-8' 'APPLICATION/JSON' text/plain; do api POST "$C?dryRun=All" '{"metadata":{"name":"q"}}' -H "content-type: $t" | m; done
HTTP 415 application/json
 "message": "the body of the request was in an unknown format - accepted media types include: application/json, application/yaml, application/vnd.kubernetes.protobuf",
HTTP 201 application/json
HTTP 201 application/json
HTTP 415 application/json
 "message": "the body of the request was in an unknown format - accepted media types include: application/json, application/yaml, application/vnd.kubernetes.protobuf",

## forms of answers
$ for p in /apis/apps/v1 $C/none /version /openid/v1/jwks; do for a in application/yaml text/plain 'application/json;as=Table;v=v1;g=meta.k8s.io'; do api GET $p -H "accept: $a" | head -1; done; done
HTTP 200 application/yaml
HTTP 406 application/json
HTTP 406 application/json
HTTP 404 application/yaml
HTTP 406 application/json
HTTP 404 application/json
HTTP 406 application/yaml
HTTP 406 application/json
HTTP 200 application/json
HTTP 406 application/yaml
HTTP 406 application/json
HTTP 406 application/json

## the server's own field of a daemon set, and a kind's words of a patch
$ kubectl create deploy d --image=i --dry-run=client -o json | sed 's/"Deployment"/"DaemonSet"/; /"replicas"/d; /"strategy"/d' | kubectl create -f - ; kubectl get ds d -o json --show-managed-fields | grep template.generation | sort -u; kubectl patch cm a --type strategic -p '{"$setElementOrder/foo":[]}'
daemonset.apps/d created
                            "f:deprecated.daemonset.template.generation": {}
            "deprecated.daemonset.template.generation": "1"
! Error from server: unable to find api field in struct ConfigMap for the json field "foo"
[1]

$ api PATCH "/apis/apps/v1/namespaces/$NS/deployments/none/scale" x -H content-type:application/merge-patch+json | m; kubectl create deploy s --image=i --replicas=0; api PATCH "/apis/apps/v1/namespaces/$NS/deployments/s/scale?fieldManager=me&force=true" '{"apiVersion":"autoscaling/v1","kind":"Scale","metadata":{"name":"x"},"spec":{"replicas":2}}' -H content-type:application/apply-patch+yaml | m
HTTP 404 application/json
 "message": "deployments.apps \"none\" not found",
deployment.apps/s created
HTTP 400 application/json
 "message": "the name of the object (x) does not match the name on the URL (s)",
