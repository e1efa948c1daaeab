$ for n in 2001:DB8::1 ::ffff:1.2.3.4 0:0:0:0:0:0:0:1; do kubectl create --dry-run=server -f - <<< "{apiVersion: networking.k8s.io/v1, kind: IPAddress, metadata: {name: '$n'}, spec: {parentRef: {resource: a, name: a}}}"; done
! The IPAddress "2001:DB8::1" is invalid: metadata.name: Invalid value: "2001:DB8::1": must be in canonical form ("2001:db8::1")
! The IPAddress "::ffff:1.2.3.4" is invalid: metadata.name: Invalid value: "::ffff:1.2.3.4": must not be an IPv4-mapped IPv6 address
! The IPAddress "0:0:0:0:0:0:0:1" is invalid: metadata.name: Invalid value: "0:0:0:0:0:0:0:1": must be in canonical form ("::1")
[1]

$ C() { kubectl patch pvc c --type=merge -p "$1" 2>&1 | grep -v '^ '; }; echo '{apiVersion: v1, kind: PersistentVolumeClaim, metadata: {name: c}, spec: {accessModes: [ReadWriteOnce], storageClassName: zz, volumeAttributesClassName: a, resources: {requests: {storage: 5Gi}}}}' | kubectl create -f -; C '{"spec":{"volumeAttributesClassName":"b"}}'; C '{"spec":{"volumeAttributesClassName":""}}'; C '{"spec":{"volumeAttributesClassName":null}}'; C '{"spec":{"storageClassName":"b"}}'; C '{"spec":{"storageClassName":null}}'; C '{"spec":{"storageClassName":""}}'; C '{"spec":{"volumeName":"b"}}';  C '{"spec":{"volumeName":"c"}}'; C '{"spec":{"volumeAttributesClassName":"d"}}'; kubectl patch pvc c --subresource=status --type=merge -p '{"status":{"phase":"Bound","capacity":{"storage":"5Gi"}}}'; C '{"spec":{"volumeAttributesClassName":"d"}}'; C '{"spec":{"volumeAttributesClassName":""}}'; C '{"spec":{"volumeAttributesClassName":null}}'; C '{"spec":{"resources":{"requests":{"storage":"4Gi"}}}}'; C '{"spec":{"resources":{"requests":{"storage":"7Gi"}, "limits":{"storage":"9Gi"}}}}'; C '{"spec":{"resources":{"requests":{"storage":"7Gi"}}}}'; C '{"spec":{"resources":{"requests":{"storage":"6Gi"}}}}'; C '{"spec":{"resources":{"requests":null}}}'
persistentvolumeclaim/c created
The PersistentVolumeClaim "c" is invalid: spec: Forbidden: spec is immutable after creation except resources.requests and volumeAttributesClassName for bound claims
@@ -14,5 +14,5 @@
- "VolumeAttributesClassName": "a"
+ "VolumeAttributesClassName": "b"

The PersistentVolumeClaim "c" is invalid: spec: Forbidden: spec is immutable after creation except resources.requests and volumeAttributesClassName for bound claims
@@ -14,5 +14,5 @@
- "VolumeAttributesClassName": "a"
+ "VolumeAttributesClassName": ""

The PersistentVolumeClaim "c" is invalid: spec: Forbidden: spec is immutable after creation except resources.requests and volumeAttributesClassName for bound claims
@@ -14,5 +14,5 @@
- "VolumeAttributesClassName": "a"
+ "VolumeAttributesClassName": null

The PersistentVolumeClaim "c" is invalid: spec: Forbidden: spec is immutable after creation except resources.requests and volumeAttributesClassName for bound claims
@@ -10,7 +10,7 @@
- "StorageClassName": "zz",
+ "StorageClassName": "b",

The PersistentVolumeClaim "c" is invalid: spec: Forbidden: spec is immutable after creation except resources.requests and volumeAttributesClassName for bound claims
@@ -10,7 +10,7 @@
- "StorageClassName": "zz",
+ "StorageClassName": null,

The PersistentVolumeClaim "c" is invalid: spec: Forbidden: spec is immutable after creation except resources.requests and volumeAttributesClassName for bound claims
@@ -10,7 +10,7 @@
- "StorageClassName": "zz",
+ "StorageClassName": "",

persistentvolumeclaim/c patched
The PersistentVolumeClaim "c" is invalid: spec: Forbidden: spec is immutable after creation except resources.requests and volumeAttributesClassName for bound claims
@@ -9,7 +9,7 @@
- "VolumeName": "b",
+ "VolumeName": "c",

The PersistentVolumeClaim "c" is invalid: spec: Forbidden: spec is immutable after creation except resources.requests and volumeAttributesClassName for bound claims
@@ -14,5 +14,5 @@
- "VolumeAttributesClassName": "a"
+ "VolumeAttributesClassName": "d"

persistentvolumeclaim/c patched
The PersistentVolumeClaim "c" is invalid: spec: Forbidden: spec is immutable after creation except resources.requests and volumeAttributesClassName for bound claims
@@ -14,5 +14,5 @@
- "VolumeAttributesClassName": "a"
+ "VolumeAttributesClassName": "d"

The PersistentVolumeClaim "c" is invalid: spec: Forbidden: spec is immutable after creation except resources.requests and volumeAttributesClassName for bound claims
@@ -14,5 +14,5 @@
- "VolumeAttributesClassName": "a"
+ "VolumeAttributesClassName": ""

The PersistentVolumeClaim "c" is invalid: spec: Forbidden: spec is immutable after creation except resources.requests and volumeAttributesClassName for bound claims
@@ -14,5 +14,5 @@
- "VolumeAttributesClassName": "a"
+ "VolumeAttributesClassName": null

The PersistentVolumeClaim "c" is invalid: spec: Forbidden: spec is immutable after creation except resources.requests and volumeAttributesClassName for bound claims
@@ -6,7 +6,7 @@
-  "storage": "5Gi"
+  "storage": "4Gi"

The PersistentVolumeClaim "c" is invalid: spec: Forbidden: spec is immutable after creation except resources.requests and volumeAttributesClassName for bound claims
@@ -4,9 +4,11 @@
-  "Limits": null,
+  "Limits": {
+  "storage": "9Gi"
+  },
-  "storage": "5Gi"
+  "storage": "7Gi"

The PersistentVolumeClaim "c" is invalid: spec: Forbidden: spec is immutable after creation except resources.requests and volumeAttributesClassName for bound claims
@@ -6,7 +6,7 @@
-  "storage": "5Gi"
+  "storage": "7Gi"

The PersistentVolumeClaim "c" is invalid: spec: Forbidden: spec is immutable after creation except resources.requests and volumeAttributesClassName for bound claims
@@ -6,7 +6,7 @@
-  "storage": "5Gi"
+  "storage": "6Gi"

The PersistentVolumeClaim "c" is invalid:
* spec.resources[storage]: Required value
* spec: Forbidden: spec is immutable after creation except resources.requests and volumeAttributesClassName for bound claims
@@ -5,9 +5,7 @@
-  "Requests": {
-  "storage": "5Gi"
-  }
+  "Requests": null

* spec.resources.requests.storage: Forbidden: field can not be less than status.capacity

$ echo '{apiVersion: v1, kind: PersistentVolumeClaim, metadata: {name: e}, spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 5Gi}}}}' | kubectl create -f -; kubectl patch pvc e --type=merge -p '{"spec":{"volumeAttributesClassName":"b"}}' | head -1;kubectl patch pvc e --type=merge -p '{"spec":{"storageClassName":"b"}}'; kubectl patch pvc e --type=merge -p '{"spec":{"dataSource":{"kind":"PersistentVolumeClaim","name":"x"}}}' | head -1; kubectl get pvc e -o yaml
persistentvolumeclaim/e created
persistentvolumeclaim/e patched
apiVersion: v1
kind: PersistentVolumeClaim
metadata:
  creationTimestamp: "<time>"
  finalizers:
  - kubernetes.io/pvc-protection
  name: e
  namespace: g-kubectl-claims-and-classes
  resourceVersion: <rv>
  uid: <uid>
spec:
  accessModes:
  - ReadWriteOnce
  resources:
    requests:
      storage: 5Gi
  storageClassName: b
  volumeMode: Filesystem
status:
  phase: Pending
! The PersistentVolumeClaim "e" is invalid: spec: Forbidden: spec is immutable after creation except resources.requests and volumeAttributesClassName for bound claims
! @@ -14,5 +14,5 @@
!   "VolumeMode": "Filesystem",
!   "DataSource": null,
!   "DataSourceRef": null,
! - "VolumeAttributesClassName": null
! + "VolumeAttributesClassName": "b"
!  }
! 
! The PersistentVolumeClaim "e" is invalid: spec: Forbidden: spec is immutable after creation except resources.requests and volumeAttributesClassName for bound claims
! @@ -12,7 +12,16 @@
!   "VolumeName": "",
!   "StorageClassName": "b",
!   "VolumeMode": "Filesystem",
! - "DataSource": null,
! - "DataSourceRef": null,
! + "DataSource": {
! +  "APIGroup": null,
! +  "Kind": "PersistentVolumeClaim",
! +  "Name": "x"
! + },
! + "DataSourceRef": {
! +  "APIGroup": null,
! +  "Kind": "PersistentVolumeClaim",
! +  "Name": "x",
! +  "Namespace": null
! + },
!   "VolumeAttributesClassName": null
!  }

$ pv() { kubectl create --dry-run=server -f - <<< "{apiVersion: v1, kind: PersistentVolume, metadata: {name: kq-pv-$1}, spec: {capacity: {storage: 2Gi}, accessModes: [ReadWriteOncePod], $2}}"; }; pv gl 'glusterfs: {endpoints: e, path: p}'; pv flex 'flexVolume: {driver: a/b, options: {a: b}}'; pv sio 'scaleIO: {gateway: g, system: s, secretRef: {name: x}, volumeName: v}'; pv sos 'storageos: {volumeName: v}'; pv flo 'flocker: {datasetName: f}'; pv pp 'photonPersistentDisk: {pdID: p}'; pv qb 'quobyte: {registry: "a:1", volume: v}'; pv a 'nfs: {path: /, server: a}, persistentVolumeReclaimPolicy: Recycle';  pv a 'nfs: {path: /, server: a}, nodeAffinity: {required: {nodeSelectorTerms: [{matchExpressions: [{key: failure-domain.beta.kubernetes.io/zone, operator: Exists}]}]}}'
persistentvolume/kq-pv-gl created (server dry run)
persistentvolume/kq-pv-flex created (server dry run)
persistentvolume/kq-pv-sio created (server dry run)
persistentvolume/kq-pv-sos created (server dry run)
persistentvolume/kq-pv-flo created (server dry run)
persistentvolume/kq-pv-pp created (server dry run)
persistentvolume/kq-pv-qb created (server dry run)
persistentvolume/kq-pv-a created (server dry run)
persistentvolume/kq-pv-a created (server dry run)
! Warning: spec.glusterfs: deprecated in v1.25, non-functional in v1.26+
! Warning: spec.scaleIO: deprecated in v1.16, non-functional in v1.22+
! Warning: spec.storageOS: deprecated in v1.22, non-functional in v1.25+
! Warning: spec.photonPersistentDisk: deprecated in v1.11, non-functional in v1.16+
! Warning: spec.persistentVolumeReclaimPolicy: The Recycle reclaim policy is deprecated. Instead, the recommended approach is to use dynamic provisioning.
! Warning: spec.nodeAffinity.required.nodeSelectorTerms[0].matchExpressions[0].key: failure-domain.beta.kubernetes.io/zone is deprecated since v1.17; use "topology.kubernetes.io/zone" instead

$ i() { kubectl create -f - <<< "{apiVersion: networking.k8s.io/v1, kind: Ingress, metadata: {name: $1, annotations: {kubernetes.io/ingress.class: a}}, spec: {defaultBackend: {service: {name: s, port: {number: 80}}}}}"; }; i a; kubectl annotate ing a x=y; kubectl annotate ing a kubernetes.io/ingress.class=b --overwrite; kubectl annotate ing a kubernetes.io/ingress.class-; kubectl annotate ing a kubernetes.io/ingress.class=b; kubectl patch ing a --type=merge -p '{"spec":{"ingressClassName":"b"}}'; kubectl patch ing a --type=merge -p '{"spec":{"ingressClassName":"c"}}'; p() { kubectl patch ing a --dry-run=server --type=merge -p '{"spec":{"rules":[{"http":{"paths":[{"pathType":"Prefix","path":"'"$1"'","backend":{"service":{"name":"s","port":{"number":80}}}}]}}]}}'; }; p a//b; p a/./b/..; p /a%2fb/.; p ''; p 'a b'; p '/a b'; p '/[a'
ingress.networking.k8s.io/a created
ingress.networking.k8s.io/a annotated
ingress.networking.k8s.io/a annotated
ingress.networking.k8s.io/a annotated
ingress.networking.k8s.io/a annotated
ingress.networking.k8s.io/a patched
ingress.networking.k8s.io/a patched
ingress.networking.k8s.io/a patched
ingress.networking.k8s.io/a patched
! Warning: annotation "kubernetes.io/ingress.class" is deprecated, please use 'spec.ingressClassName' instead
! The Ingress "a" is invalid:
! * spec.rules[0].http.paths[0].path: Invalid value: "a//b": must be an absolute path
! * spec.rules[0].http.paths[0].path: Invalid value: "a//b": must not contain '//'
! The Ingress "a" is invalid:
! * spec.rules[0].http.paths[0].path: Invalid value: "a/./b/..": must be an absolute path
! * spec.rules[0].http.paths[0].path: Invalid value: "a/./b/..": must not contain '/./'
! * spec.rules[0].http.paths[0].path: Invalid value: "a/./b/..": cannot end with '/..'
! The Ingress "a" is invalid:
! * spec.rules[0].http.paths[0].path: Invalid value: "/a%2fb/.": must not contain '%2f'
! * spec.rules[0].http.paths[0].path: Invalid value: "/a%2fb/.": cannot end with '/.'
! The Ingress "a" is invalid: spec.rules[0].http.paths[0].path: Invalid value: "": must be an absolute path
! The Ingress "a" is invalid: spec.rules[0].http.paths[0].path: Invalid value: "a b": must be an absolute path

$ kubectl get pc,priorityclass -o name; kubectl delete priorityclass system-node-critical; kubectl delete priorityclass system-node-critical --dry-run=server; kubectl delete priorityclass system-foo; kubectl patch priorityclass system-node-critical --type=merge -p '{"value":4}';  kubectl patch priorityclass system-node-critical --type=merge -p '{"description":"Used for system critical pods that must not be moved from their current node."}'
priorityclass.scheduling.k8s.io/system-cluster-critical
priorityclass.scheduling.k8s.io/system-node-critical
priorityclass.scheduling.k8s.io/system-node-critical patched (no change)
! Error from server (Forbidden): priorityclasses.scheduling.k8s.io "system-node-critical" is forbidden: this is a system priority class and cannot be deleted
! Error from server (Forbidden): priorityclasses.scheduling.k8s.io "system-node-critical" is forbidden: this is a system priority class and cannot be deleted
! Error from server (NotFound): priorityclasses.scheduling.k8s.io "system-foo" not found
! The PriorityClass "system-node-critical" is invalid: value: Forbidden: may not be changed in an update.
