package org.xvmamba.install;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.file.Path;

import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.xpath.XPath;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathFactory;

import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;

/** ONNX Runtime for graphics cards is 740 MB: only who asks for it downloads it. */
class CudaProfileTest {

	@Test
	void onlyTheProfileCudaNamesOnnxRuntimeForGraphicsCards() throws Exception {
		final Document pom = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(Path.of("pom.xml").toFile());
		final XPath path = XPathFactory.newInstance().newXPath();
		final String named = "count(//artifactId[contains(., 'onnxruntime_gpu')])";
		final String inProfile = "count(//profile[id='cuda']//artifactId[contains(., 'onnxruntime_gpu')])";
		assertEquals(1.0, path.evaluate(named, pom, XPathConstants.NUMBER));
		assertEquals(1.0, path.evaluate(inProfile, pom, XPathConstants.NUMBER));
		assertEquals(0.0, path.evaluate("count(//profile[id='cuda']/activation)", pom, XPathConstants.NUMBER));
		assertEquals(0.0, path.evaluate("count(//profile[id='cuda']/dependencies)", pom, XPathConstants.NUMBER));
	}

	@Test
	void testsRunWithoutIt() {
		assertFalse(System.getProperty("java.class.path").contains("onnxruntime_gpu"));
	}
}
