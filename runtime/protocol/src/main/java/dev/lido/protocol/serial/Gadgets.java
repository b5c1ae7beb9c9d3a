package dev.lido.protocol.serial;

import java.util.Set;

/**
 * Classes by which serialized objects run code, or reach elsewhere, while they are read: those that
 * ysoserial and others build their chains of. Whole packages end with a dot.
 */
final class Gadgets {

  private static final Set<String> CLASSES =
      Set.of(
          "bsh.Interpreter",
          "bsh.XThis",
          "ch.qos.logback.core.db.DriverManagerConnectionSource",
          "ch.qos.logback.core.db.JNDIConnectionSource",
          "clojure.core$comp",
          "clojure.core$constantly",
          "clojure.inspector.proxy$javax.swing.table.AbstractTableModel$ff19274a",
          "clojure.main$eval_opt",
          "com.alibaba.fastjson.JSONArray",
          "com.alibaba.fastjson.JSONObject",
          "com.caucho.naming.QName",
          "com.fasterxml.jackson.databind.node.POJONode",
          "com.mchange.v2.c3p0.JndiRefForwardingDataSource",
          "com.mchange.v2.c3p0.WrapperConnectionPoolDataSource",
          "com.mchange.v2.c3p0.impl.PoolBackedDataSourceBase",
          "com.rometools.rome.feed.impl.EqualsBean",
          "com.rometools.rome.feed.impl.ObjectBean",
          "com.rometools.rome.feed.impl.ToStringBean",
          "com.sun.org.apache.bcel.internal.util.ClassLoader",
          "com.sun.org.apache.xalan.internal.xsltc.trax.TemplatesImpl",
          "com.sun.org.apache.xalan.internal.xsltc.trax.TrAXFilter",
          "com.sun.rowset.JdbcRowSetImpl",
          "com.sun.syndication.feed.impl.EqualsBean",
          "com.sun.syndication.feed.impl.ObjectBean",
          "com.sun.syndication.feed.impl.ToStringBean",
          "com.vaadin.data.util.NestedMethodProperty",
          "com.vaadin.data.util.PropertysetItem",
          "groovy.util.Expando",
          "java.rmi.server.RemoteObjectInvocationHandler",
          "java.rmi.server.UnicastRemoteObject",
          "java.security.SignedObject",
          "javax.management.BadAttributeValueExpException",
          "javax.management.remote.rmi.RMIConnectionImpl_Stub",
          "javax.script.ScriptEngineManager",
          "net.sf.json.JSONObject",
          "oracle.jdbc.rowset.OracleJDBCRowSet",
          "org.apache.commons.beanutils.BeanComparator",
          "org.apache.commons.collections.functors.ChainedTransformer",
          "org.apache.commons.collections.functors.CloneTransformer",
          "org.apache.commons.collections.functors.ForClosure",
          "org.apache.commons.collections.functors.InstantiateFactory",
          "org.apache.commons.collections.functors.InstantiateTransformer",
          "org.apache.commons.collections.functors.InvokerTransformer",
          "org.apache.commons.collections.functors.PrototypeFactory$PrototypeCloneFactory",
          "org.apache.commons.collections.functors.PrototypeFactory$PrototypeSerializationFactory",
          "org.apache.commons.collections.functors.WhileClosure",
          "org.apache.commons.collections4.comparators.TransformingComparator",
          "org.apache.commons.collections4.functors.ChainedTransformer",
          "org.apache.commons.collections4.functors.CloneTransformer",
          "org.apache.commons.collections4.functors.ForClosure",
          "org.apache.commons.collections4.functors.InstantiateFactory",
          "org.apache.commons.collections4.functors.InstantiateTransformer",
          "org.apache.commons.collections4.functors.InvokerTransformer",
          "org.apache.commons.collections4.functors.PrototypeFactory$PrototypeCloneFactory",
          "org.apache.commons.collections4.functors.WhileClosure",
          "org.apache.commons.configuration.JNDIConfiguration",
          "org.apache.commons.configuration2.JNDIConfiguration",
          "org.apache.commons.fileupload.disk.DiskFileItem",
          "org.apache.logging.log4j.core.lookup.JndiLookup",
          "org.apache.myfaces.context.servlet.FacesContextImpl",
          "org.apache.myfaces.context.servlet.FacesContextImplBase",
          "org.apache.wicket.util.upload.DiskFileItem",
          "org.apache.xalan.xsltc.trax.TemplatesImpl",
          "org.apache.xbean.naming.context.ContextUtil$ReadOnlyBinding",
          "org.aspectj.weaver.tools.cache.SimpleCache",
          "org.aspectj.weaver.tools.cache.SimpleCache$StoreableCachingMap",
          "org.codehaus.groovy.runtime.ConvertedClosure",
          "org.codehaus.groovy.runtime.MethodClosure",
          "org.hibernate.engine.spi.TypedValue",
          "org.hibernate.tuple.component.PojoComponentTuplizer",
          "org.mozilla.javascript.NativeError",
          "org.mozilla.javascript.NativeJavaObject",
          "org.python.core.PyBytecode",
          "org.python.core.PyFunction",
          "org.python.core.PyMethod",
          "org.springframework.aop.aspectj.autoproxy.AspectJAwareAdvisorAutoProxyCreator",
          "org.springframework.aop.framework.JdkDynamicAopProxy",
          "org.springframework.aop.target.SingletonTargetSource",
          "org.springframework.beans.factory.config.PropertyPathFactoryBean",
          "org.springframework.beans.factory.support.AutowireUtils$ObjectFactoryDelegatingInvocationHandler",
          "org.springframework.core.SerializableTypeWrapper$MethodInvokeTypeProvider",
          "org.springframework.transaction.jta.JtaTransactionManager");

  private static final Set<String> PACKAGES =
      Set.of(
          "com.sun.jndi.",
          "org.apache.myfaces.el.",
          "org.apache.myfaces.view.facelets.el.",
          "org.jboss.interceptor.",
          "org.jboss.weld.interceptor.",
          "sun.rmi.");

  private Gadgets() {}

  static boolean contains(String className) {
    return CLASSES.contains(className) || PACKAGES.stream().anyMatch(className::startsWith);
  }
}
