$ kubectl run p --image=a --restart=Never -o name; kubectl wait --for=condition=Ready pod p >/dev/null; kubectl run q --image=a --overrides='{"spec":{"nodeSelector":{"no":"way"},"schedulerName":"odd","serviceAccountName":"default","hostNetwork":true}}' -o name; f() { kubectl get pods -o name --field-selector "$1"; }; f status.phase=Running; f status.phase!=Running; f spec.nodeName=; f spec.restartPolicy=Never; f spec.schedulerName=odd; f spec.serviceAccountName=default; f spec.hostNetwork=true; f status.nominatedNodeName=; f status.podIP!=; f metadata.name=p,status.phase=Running
pod/p
pod/q
pod/p
pod/q
pod/q
pod/p
pod/q
pod/p
pod/q
pod/q
pod/p
pod/q
pod/p
pod/p

$ f status.podIPs=x; f nope=x; f =x; f a; f 'metadata.name==p'; f 'metadata.name in (p)'; f metadata.namespace=$NS; f metadata.uid=x; f metadata.labels=x; f 'status.phase=Running,'
pod/p
pod/p
pod/q
pod/p
! Error from server (BadRequest): Unable to find "/v1, Resource=pods" that match label selector "", field selector "nope=x": field label not supported: nope
! Error from server (BadRequest): Unable to find "/v1, Resource=pods" that match label selector "", field selector "=x": field label not supported:
! Error from server (BadRequest): Unable to find "/v1, Resource=pods" that match label selector "", field selector "a": invalid selector: 'a'; can't understand 'a'
! Error from server (BadRequest): Unable to find "/v1, Resource=pods" that match label selector "", field selector "metadata.name in (p)": invalid selector: 'metadata.name in (p)'; can't understand 'metadata.name in (p)'
! Error from server (BadRequest): Unable to find "/v1, Resource=pods" that match label selector "", field selector "metadata.uid=x": field label not supported: metadata.uid
! Error from server (BadRequest): Unable to find "/v1, Resource=pods" that match label selector "", field selector "metadata.labels=x": field label not supported: metadata.labels

$ for k in cm svc ep endpointslices deploy ds sts rs rc jobs cj pvc quota limits sa secrets role rolebinding ing netpol pdb hpa lease podtemplates controllerrevisions events csistoragecapacities resourceclaims resourceclaimtemplates events.events.k8s.io; do kubectl get $k --field-selector metadata.name=zzz,metadata.namespace=$NS 2>&1; kubectl get $k --field-selector spec.bogus=zzz 2>&1; done
No resources found in g-kubectl-field-selectors namespace.
Error from server (BadRequest): Unable to find "/v1, Resource=configmaps" that match label selector "", field selector "spec.bogus=zzz": "spec.bogus" is not a known field selector: only "metadata.name", "metadata.namespace"
No resources found in g-kubectl-field-selectors namespace.
Error from server (BadRequest): Unable to find "/v1, Resource=services" that match label selector "", field selector "spec.bogus=zzz": field label not supported: spec.bogus
Warning: v1 Endpoints is deprecated in v1.33+; use discovery.k8s.io/v1 EndpointSlice
No resources found in g-kubectl-field-selectors namespace.
Warning: v1 Endpoints is deprecated in v1.33+; use discovery.k8s.io/v1 EndpointSlice
Error from server (BadRequest): Unable to find "/v1, Resource=endpoints" that match label selector "", field selector "spec.bogus=zzz": "spec.bogus" is not a known field selector: only "metadata.name", "metadata.namespace"
No resources found in g-kubectl-field-selectors namespace.
Error from server (BadRequest): Unable to find "discovery.k8s.io/v1, Resource=endpointslices" that match label selector "", field selector "spec.bogus=zzz": "spec.bogus" is not a known field selector: only "metadata.name", "metadata.namespace"
No resources found in g-kubectl-field-selectors namespace.
Error from server (BadRequest): Unable to find "apps/v1, Resource=deployments" that match label selector "", field selector "spec.bogus=zzz": "spec.bogus" is not a known field selector: only "metadata.name", "metadata.namespace"
No resources found in g-kubectl-field-selectors namespace.
Error from server (BadRequest): Unable to find "apps/v1, Resource=daemonsets" that match label selector "", field selector "spec.bogus=zzz": "spec.bogus" is not a known field selector: only "metadata.name", "metadata.namespace"
No resources found in g-kubectl-field-selectors namespace.
Error from server (BadRequest): Unable to find "apps/v1, Resource=statefulsets" that match label selector "", field selector "spec.bogus=zzz": "spec.bogus" is not a known field selector: only "metadata.name", "metadata.namespace"
No resources found in g-kubectl-field-selectors namespace.
Error from server (BadRequest): Unable to find "apps/v1, Resource=replicasets" that match label selector "", field selector "spec.bogus=zzz": "spec.bogus" is not a known field selector: only "metadata.name", "metadata.namespace"
No resources found in g-kubectl-field-selectors namespace.
Error from server (BadRequest): Unable to find "/v1, Resource=replicationcontrollers" that match label selector "", field selector "spec.bogus=zzz": field label not supported: spec.bogus
No resources found in g-kubectl-field-selectors namespace.
Error from server (BadRequest): Unable to find "batch/v1, Resource=jobs" that match label selector "", field selector "spec.bogus=zzz": field label "spec.bogus" not supported for Job
No resources found in g-kubectl-field-selectors namespace.
Error from server (BadRequest): Unable to find "batch/v1, Resource=cronjobs" that match label selector "", field selector "spec.bogus=zzz": "spec.bogus" is not a known field selector: only "metadata.name", "metadata.namespace"
No resources found in g-kubectl-field-selectors namespace.
Error from server (BadRequest): Unable to find "/v1, Resource=persistentvolumeclaims" that match label selector "", field selector "spec.bogus=zzz": "spec.bogus" is not a known field selector: only "metadata.name", "metadata.namespace"
No resources found in g-kubectl-field-selectors namespace.
Error from server (BadRequest): Unable to find "/v1, Resource=resourcequotas" that match label selector "", field selector "spec.bogus=zzz": "spec.bogus" is not a known field selector: only "metadata.name", "metadata.namespace"
No resources found in g-kubectl-field-selectors namespace.
Error from server (BadRequest): Unable to find "/v1, Resource=limitranges" that match label selector "", field selector "spec.bogus=zzz": "spec.bogus" is not a known field selector: only "metadata.name", "metadata.namespace"
No resources found in g-kubectl-field-selectors namespace.
Error from server (BadRequest): Unable to find "/v1, Resource=serviceaccounts" that match label selector "", field selector "spec.bogus=zzz": "spec.bogus" is not a known field selector: only "metadata.name", "metadata.namespace"
No resources found in g-kubectl-field-selectors namespace.
Error from server (BadRequest): Unable to find "/v1, Resource=secrets" that match label selector "", field selector "spec.bogus=zzz": field label not supported: spec.bogus
No resources found in g-kubectl-field-selectors namespace.
Error from server (BadRequest): Unable to find "rbac.authorization.k8s.io/v1, Resource=roles" that match label selector "", field selector "spec.bogus=zzz": "spec.bogus" is not a known field selector: only "metadata.name", "metadata.namespace"
No resources found in g-kubectl-field-selectors namespace.
Error from server (BadRequest): Unable to find "rbac.authorization.k8s.io/v1, Resource=rolebindings" that match label selector "", field selector "spec.bogus=zzz": "spec.bogus" is not a known field selector: only "metadata.name", "metadata.namespace"
No resources found in g-kubectl-field-selectors namespace.
Error from server (BadRequest): Unable to find "networking.k8s.io/v1, Resource=ingresses" that match label selector "", field selector "spec.bogus=zzz": "spec.bogus" is not a known field selector: only "metadata.name", "metadata.namespace"
No resources found in g-kubectl-field-selectors namespace.
Error from server (BadRequest): Unable to find "networking.k8s.io/v1, Resource=networkpolicies" that match label selector "", field selector "spec.bogus=zzz": "spec.bogus" is not a known field selector: only "metadata.name", "metadata.namespace"
No resources found in g-kubectl-field-selectors namespace.
Error from server (BadRequest): Unable to find "policy/v1, Resource=poddisruptionbudgets" that match label selector "", field selector "spec.bogus=zzz": "spec.bogus" is not a known field selector: only "metadata.name", "metadata.namespace"
No resources found in g-kubectl-field-selectors namespace.
Error from server (BadRequest): Unable to find "autoscaling/v2, Resource=horizontalpodautoscalers" that match label selector "", field selector "spec.bogus=zzz": "spec.bogus" is not a known field selector: only "metadata.name", "metadata.namespace"
No resources found in g-kubectl-field-selectors namespace.
Error from server (BadRequest): Unable to find "coordination.k8s.io/v1, Resource=leases" that match label selector "", field selector "spec.bogus=zzz": "spec.bogus" is not a known field selector: only "metadata.name", "metadata.namespace"
No resources found in g-kubectl-field-selectors namespace.
Error from server (BadRequest): Unable to find "/v1, Resource=podtemplates" that match label selector "", field selector "spec.bogus=zzz": "spec.bogus" is not a known field selector: only "metadata.name", "metadata.namespace"
No resources found in g-kubectl-field-selectors namespace.
Error from server (BadRequest): Unable to find "apps/v1, Resource=controllerrevisions" that match label selector "", field selector "spec.bogus=zzz": "spec.bogus" is not a known field selector: only "metadata.name", "metadata.namespace"
No resources found in g-kubectl-field-selectors namespace.
Error from server (BadRequest): Unable to find "/v1, Resource=events" that match label selector "", field selector "spec.bogus=zzz": field label not supported: spec.bogus
No resources found in g-kubectl-field-selectors namespace.
Error from server (BadRequest): Unable to find "storage.k8s.io/v1, Resource=csistoragecapacities" that match label selector "", field selector "spec.bogus=zzz": "spec.bogus" is not a known field selector: only "metadata.name", "metadata.namespace"
No resources found in g-kubectl-field-selectors namespace.
Error from server (BadRequest): Unable to find "resource.k8s.io/v1, Resource=resourceclaims" that match label selector "", field selector "spec.bogus=zzz": "spec.bogus" is not a known field selector: only "metadata.name", "metadata.namespace"
No resources found in g-kubectl-field-selectors namespace.
Error from server (BadRequest): Unable to find "resource.k8s.io/v1, Resource=resourceclaimtemplates" that match label selector "", field selector "spec.bogus=zzz": "spec.bogus" is not a known field selector: only "metadata.name", "metadata.namespace"
No resources found in g-kubectl-field-selectors namespace.
Error from server (BadRequest): Unable to find "events.k8s.io/v1, Resource=events" that match label selector "", field selector "spec.bogus=zzz": field label not supported: spec.bogus
[1]

$ for k in nodes ns pv sc pc crd clusterrole clusterrolebinding csr ingressclass runtimeclass csidriver csinode volumeattachment vac vwc mwc vap vapb flowschemas prioritylevelconfigurations apiservices ipaddresses servicecidrs deviceclasses resourceslices; do kubectl get $k --field-selector metadata.name=zzz 2>&1; kubectl get $k --field-selector spec.bogus=zzz 2>&1; done
No resources found
Error from server (BadRequest): Unable to find "/v1, Resource=nodes" that match label selector "", field selector "spec.bogus=zzz": field label not supported: spec.bogus
No resources found
Error from server (BadRequest): Unable to find "/v1, Resource=namespaces" that match label selector "", field selector "spec.bogus=zzz": field label not supported: spec.bogus
No resources found
Error from server (BadRequest): Unable to find "/v1, Resource=persistentvolumes" that match label selector "", field selector "spec.bogus=zzz": "spec.bogus" is not a known field selector: only "metadata.name", "metadata.namespace"
No resources found
Error from server (BadRequest): Unable to find "storage.k8s.io/v1, Resource=storageclasses" that match label selector "", field selector "spec.bogus=zzz": "spec.bogus" is not a known field selector: only "metadata.name", "metadata.namespace"
No resources found
Error from server (BadRequest): Unable to find "scheduling.k8s.io/v1, Resource=priorityclasses" that match label selector "", field selector "spec.bogus=zzz": "spec.bogus" is not a known field selector: only "metadata.name", "metadata.namespace"
No resources found
Error from server (BadRequest): Unable to find "apiextensions.k8s.io/v1, Resource=customresourcedefinitions" that match label selector "", field selector "spec.bogus=zzz": "spec.bogus" is not a known field selector: only "metadata.name", "metadata.namespace"
No resources found
Error from server (BadRequest): Unable to find "rbac.authorization.k8s.io/v1, Resource=clusterroles" that match label selector "", field selector "spec.bogus=zzz": "spec.bogus" is not a known field selector: only "metadata.name", "metadata.namespace"
No resources found
Error from server (BadRequest): Unable to find "rbac.authorization.k8s.io/v1, Resource=clusterrolebindings" that match label selector "", field selector "spec.bogus=zzz": "spec.bogus" is not a known field selector: only "metadata.name", "metadata.namespace"
No resources found
Error from server (BadRequest): Unable to find "certificates.k8s.io/v1, Resource=certificatesigningrequests" that match label selector "", field selector "spec.bogus=zzz": field label not supported: spec.bogus
No resources found
Error from server (BadRequest): Unable to find "networking.k8s.io/v1, Resource=ingressclasses" that match label selector "", field selector "spec.bogus=zzz": "spec.bogus" is not a known field selector: only "metadata.name", "metadata.namespace"
No resources found
Error from server (BadRequest): Unable to find "node.k8s.io/v1, Resource=runtimeclasses" that match label selector "", field selector "spec.bogus=zzz": "spec.bogus" is not a known field selector: only "metadata.name", "metadata.namespace"
No resources found
Error from server (BadRequest): Unable to find "storage.k8s.io/v1, Resource=csidrivers" that match label selector "", field selector "spec.bogus=zzz": "spec.bogus" is not a known field selector: only "metadata.name", "metadata.namespace"
No resources found
Error from server (BadRequest): Unable to find "storage.k8s.io/v1, Resource=csinodes" that match label selector "", field selector "spec.bogus=zzz": "spec.bogus" is not a known field selector: only "metadata.name", "metadata.namespace"
No resources found
Error from server (BadRequest): Unable to find "storage.k8s.io/v1, Resource=volumeattachments" that match label selector "", field selector "spec.bogus=zzz": "spec.bogus" is not a known field selector: only "metadata.name", "metadata.namespace"
No resources found
Error from server (BadRequest): Unable to find "storage.k8s.io/v1, Resource=volumeattributesclasses" that match label selector "", field selector "spec.bogus=zzz": "spec.bogus" is not a known field selector: only "metadata.name", "metadata.namespace"
error: the server doesn't have a resource type "vwc"
error: the server doesn't have a resource type "vwc"
error: the server doesn't have a resource type "mwc"
error: the server doesn't have a resource type "mwc"
error: the server doesn't have a resource type "vap"
error: the server doesn't have a resource type "vap"
error: the server doesn't have a resource type "vapb"
error: the server doesn't have a resource type "vapb"
No resources found
Error from server (BadRequest): Unable to find "flowcontrol.apiserver.k8s.io/v1, Resource=flowschemas" that match label selector "", field selector "spec.bogus=zzz": "spec.bogus" is not a known field selector: only "metadata.name", "metadata.namespace"
No resources found
Error from server (BadRequest): Unable to find "flowcontrol.apiserver.k8s.io/v1, Resource=prioritylevelconfigurations" that match label selector "", field selector "spec.bogus=zzz": "spec.bogus" is not a known field selector: only "metadata.name", "metadata.namespace"
No resources found
Error from server (BadRequest): Unable to find "apiregistration.k8s.io/v1, Resource=apiservices" that match label selector "", field selector "spec.bogus=zzz": "spec.bogus" is not a known field selector: only "metadata.name", "metadata.namespace"
No resources found
Error from server (BadRequest): Unable to find "networking.k8s.io/v1, Resource=ipaddresses" that match label selector "", field selector "spec.bogus=zzz": "spec.bogus" is not a known field selector: only "metadata.name", "metadata.namespace"
No resources found
Error from server (BadRequest): Unable to find "networking.k8s.io/v1, Resource=servicecidrs" that match label selector "", field selector "spec.bogus=zzz": "spec.bogus" is not a known field selector: only "metadata.name", "metadata.namespace"
No resources found
Error from server (BadRequest): Unable to find "resource.k8s.io/v1, Resource=deviceclasses" that match label selector "", field selector "spec.bogus=zzz": "spec.bogus" is not a known field selector: only "metadata.name", "metadata.namespace"
No resources found
Error from server (BadRequest): Unable to find "resource.k8s.io/v1, Resource=resourceslices" that match label selector "", field selector "spec.bogus=zzz": field label not supported for resource.k8s.io/v1, Kind=ResourceSlice: spec.bogus
[1]

$ kubectl get nodes --field-selector spec.unschedulable=true; kubectl get nodes --field-selector spec.unschedulable!=true -o name | wc -l; kubectl get events --field-selector involvedObject.name=p,type=Normal,reason=Scheduled -o jsonpath='{.items[*].reason}{"\n"}'; kubectl get events --field-selector involvedObject.kind=Pod,involvedObject.namespace=$NS,involvedObject.apiVersion=v1,involvedObject.uid=x,source=y,involvedObject.fieldPath=,involvedObject.resourceVersion=1,reportingComponent=z; kubectl get jobs --field-selector status.successful=0; kubectl get rs --field-selector status.replicas=0; kubectl get rc --field-selector status.replicas=0; kubectl get resourceslices --field-selector spec.nodeName=x,spec.driver=y; kubectl get csr --field-selector spec.signerName=y; kubectl get crd --field-selector spec.group=x; kubectl get apiservices --field-selector spec.group=apps; kubectl get ing --field-selector spec.rules=x; kubectl get events.events.k8s.io --field-selector regarding.name=p -o jsonpath='{.items[*].reason}{"\n"}'; kubectl get events.events.k8s.io --field-selector involvedObject.name=p
3
Scheduled
Scheduled
! No resources found
! No resources found in g-kubectl-field-selectors namespace.
! No resources found in g-kubectl-field-selectors namespace.
! Error from server (BadRequest): Unable to find "apps/v1, Resource=replicasets" that match label selector "", field selector "status.replicas=0": "status.replicas" is not a known field selector: only "metadata.name", "metadata.namespace"
! No resources found in g-kubectl-field-selectors namespace.
! No resources found
! No resources found
! Error from server (BadRequest): Unable to find "apiextensions.k8s.io/v1, Resource=customresourcedefinitions" that match label selector "", field selector "spec.group=x": "spec.group" is not a known field selector: only "metadata.name", "metadata.namespace"
! Error from server (BadRequest): Unable to find "apiregistration.k8s.io/v1, Resource=apiservices" that match label selector "", field selector "spec.group=apps": "spec.group" is not a known field selector: only "metadata.name", "metadata.namespace"
! Error from server (BadRequest): Unable to find "networking.k8s.io/v1, Resource=ingresses" that match label selector "", field selector "spec.rules=x": "spec.rules" is not a known field selector: only "metadata.name", "metadata.namespace"
! Error from server (BadRequest): Unable to find "events.k8s.io/v1, Resource=events" that match label selector "", field selector "involvedObject.name=p": field label not supported: involvedObject.name
[1]

$ kubectl delete pods --field-selector status.phase=Pending --wait=false --grace-period=0; kubectl delete pods --field-selector nope=x; kubectl label pods --field-selector metadata.name=p a=b; kubectl get pod p --field-selector metadata.name=p; kubectl get pods -w --field-selector nope=1; kubectl get --raw "/api/v1/namespaces/$NS/pods?fieldSelector=nope%3Dx&labelSelector=%21%21"; kubectl get --raw "/api/v1/namespaces/$NS/pods?labelSelector=%21%21"
pod "q" deleted from g-kubectl-field-selectors namespace
pod/p labeled
! Error from server (BadRequest): Unable to find "/v1, Resource=pods" that match label selector "", field selector "nope=x": field label not supported: nope
! error: name cannot be provided when a selector is specified
! Error from server (BadRequest): Unable to find "/v1, Resource=pods" that match label selector "", field selector "nope=1": field label not supported: nope
! Error from server (BadRequest): unable to parse requirement: found '!', expected: identifier
! Error from server (BadRequest): unable to parse requirement: found '!', expected: identifier
[1]
